// Has jsroot read the files that make_root.py made, and compares every value with what they should hold.
//
// jsroot 7.11.2 reads some negative integers of 64 bits too high by 2^32 (its ntoi8); that is allowed for, and no more.
// It reads nothing of computed.root, where entries do not say where they begin.
//
// Usage: npm install jsroot && node judge_root.mjs   (ran with Node 20, jsroot 7.11.2)
import { readFileSync } from 'node:fs';
import { openFile, TSelector, treeProcess } from 'jsroot';

const codes = { B: 'b', b: 'B', S: 'h', s: 'H', I: 'i', i: 'I', L: 'q', l: 'Q', G: 'q', F: 'f', D: 'd', O: '?' };
const vectors = { float: 'f', double: 'd', int: 'i', unsigned_int: 'I', short: 'h', Long64_t: 'q', bool: '?', unsigned_char: 'B' };
const count = i => i * 7 % 5;
const value = (code, i, j = 0) => ({
  b: i - 100 + j, B: i + 50 + j, h: 300 * (i - 100) + j, H: 327 * i + j, i: 1e7 * (i - 100) + j, I: 21e6 * i + j,
  q: Number(BigInt(i - 100) * 10n ** 16n + BigInt(j)), Q: Number(BigInt(i) * 10n ** 16n + BigInt(j)),
  f: i / 4 - 10 + j, d: i / 8 - 3 + j, '?': (i + j) % 3 === 0 ? 1 : 0,
}[code]);
const list = (code, i, n = count(i)) => Array.from({ length: n }, (_, j) => value(code, i, j));

function expected(name, i) {
  if (name === 'n') return count(i);
  if (name === 'p4') return list('f', i, 4);
  if (name === 'hit') return { x: value('f', i), y: value('d', i), k: value('i', i) };
  if (name === 'label') return 'e' + i % 10;
  const counted = { pt: 'f', q: 'h', good: '?' }[name];
  if (counted) return list(counted, i);
  if (name.startsWith('vec_')) return list(vectors[name.slice(4)], i);
  return value(codes[name[1]], i);
}

const plain = v => typeof v === 'bigint' ? Number(v) : typeof v === 'boolean' ? Number(v)
  : v?.x !== undefined ? { x: v.x, y: v.y, k: v.k }
  : v?.length !== undefined && typeof v !== 'string' ? Array.from(v, plain) : v;

const same = (got, want) => Array.isArray(want) ? got?.length === want.length && want.every((w, j) => same(got[j], w))
  : typeof want === 'object' ? Object.keys(want).every(k => same(got[k], want[k]))
  : got === want || want < -4e15 && got === want + 2 ** 32;

async function judge(name, path = 'events', branches = null) {
  const bytes = readFileSync(name + '.root');
  const file = await openFile(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const tree = await file.readObject(path);
  const names = branches ?? tree.fBranches.arr.map(branch => branch.fName);
  const wrong = new Map();
  let entries = 0;
  const selector = new TSelector();
  names.forEach(branch => selector.addBranch(branch, branch));
  selector.Process = function (i) {
    entries++;
    for (const branch of names) {
      const got = plain(this.tgtobj[branch]);
      const want = expected(branch, i);
      if (!same(got, want) && !wrong.has(branch))
        wrong.set(branch, `entry ${i}: ${JSON.stringify(got)} for ${JSON.stringify(want)}`);
    }
  };
  await treeProcess(tree, selector);
  const ok = wrong.size === 0 && entries === 200;
  console.log(`${ok ? 'agrees ' : 'DIFFERS'} ${name} ${path}: ${names.length} branches, ${entries} entries`,
    ok ? '' : Object.fromEntries(wrong));
  return ok;
}

const judged = [];
for (const name of ['none', 'zlib', 'lz4', 'lzma', 'zstd', 'tree16', 'tree17', 'tree18', 'tree19', 'bare', 'embedded', 'large'])
  judged.push(await judge(name));
judged.push(await judge('several', 'data'), await judge('several', 'ntuple'), await judge('several', 'nominal/tree'));
process.exit(judged.every(ok => ok) ? 0 : 1);
