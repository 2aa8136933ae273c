"""Makes the ROOT files beside it, from the format's description alone: it shares no code with the reader.

Usage: python3 make_root.py   (ran with Python 3.11, python3-lz4 4.0.2, python3-zstandard 0.20.0, python3-xxhash 3.0.0)

Sources: ROOT's io/doc/TFile; the class descriptions (streamer infos) that ROOT 6 writes into its files. Every file has
its class descriptions too, so that other readers can judge it: judge_root.mjs has jsroot read them.

What the files hold is told by value() and count() alone, for a test to compute again.
"""
import lzma
import struct
import zlib
from contextlib import contextmanager

import lz4.block
import xxhash
import zstandard

ENTRIES = 200
BASKETS = [0, 80, 150, 200]

NUMBERS = {  # leaf code: struct code, leaf class, unsigned
    "B": ("b", "TLeafB", 0), "b": ("B", "TLeafB", 1), "S": ("h", "TLeafS", 0), "s": ("H", "TLeafS", 1),
    "I": ("i", "TLeafI", 0), "i": ("I", "TLeafI", 1), "L": ("q", "TLeafL", 0), "l": ("Q", "TLeafL", 1),
    "G": ("q", "TLeafG", 0), "F": ("f", "TLeafF", 0), "D": ("d", "TLeafD", 0), "O": ("?", "TLeafO", 0),
    "C": ("c", "TLeafC", 0), "f": ("f", "TLeafF16", 0), "d": ("f", "TLeafD32", 0),
}
VECTORS = {"float": "f", "double": "d", "int": "i", "unsigned int": "I", "short": "h", "Long64_t": "q", "bool": "?",
           "unsigned char": "B"}


def count(i):
    """How many items the lists of entry i have."""
    return i * 7 % 5


def value(code, i, j=0):
    """What entry i has, or item j of its list."""
    return {
        "b": i - 100 + j, "B": i + 50 + j, "h": 300 * (i - 100) + j, "H": 327 * i + j, "i": 10_000_000 * (i - 100) + j,
        "I": 21_000_000 * i + j, "q": (i - 100) * 10**16 + j, "Q": i * 10**16 + j, "f": i / 4 - 10 + j,
        "d": i / 8 - 3 + j, "?": (i + j) % 3 == 0,
    }[code]


class Out:
    """Bytes in the making. Places of objects count from the record's beginning, `key` bytes before."""

    def __init__(self, key=0):
        self.bytes, self.key, self.classes, self.objects = bytearray(), key, {}, {}

    def put(self, codes, *values):
        self.bytes += struct.pack(">" + codes, *values)

    def string(self, text):
        raw = text.encode()
        self.bytes += bytes([len(raw)]) + raw if len(raw) < 255 else b"\xff" + struct.pack(">i", len(raw)) + raw

    @contextmanager
    def counted(self):
        at = len(self.bytes)
        self.put("I", 0)
        yield
        struct.pack_into(">I", self.bytes, at, 0x40000000 | len(self.bytes) - at - 4)

    @contextmanager
    def frame(self, version):
        with self.counted():
            self.put("h", version)
            yield

    def object(self, bits=0x03000000):
        self.put("hII", 1, 0, bits)

    def named(self, name, title=""):
        with self.frame(1):
            self.object()
            self.string(name)
            self.string(title)

    @contextmanager
    def slot(self, cls, this=None):
        self.objects[this] = len(self.bytes) + self.key + 2
        with self.counted():
            if cls in self.classes:
                self.put("I", 0x80000000 | self.classes[cls])
            else:
                self.classes[cls] = len(self.bytes) + self.key + 2
                self.bytes += b"\xff\xff\xff\xff" + cls.encode() + b"\0"
            yield

    def reference(self, this):
        self.put("I", self.objects[this])

    @contextmanager
    def array(self, size):
        with self.frame(3):
            self.object()
            self.string("")
            self.put("ii", size, 0)
            yield


def pack(raw, packing, block=0xFFFFFF):
    """The bytes in blocks, or as they are where packing does not help."""
    if packing == "none":
        return raw
    out = b""
    for at in range(0, len(raw), block):
        part = raw[at:at + block]
        head, body = {
            "zlib": lambda: (b"ZL\x08", zlib.compress(part, 6)),
            "lzma": lambda: (b"XZ\x00", lzma.compress(part, lzma.FORMAT_XZ, lzma.CHECK_CRC32, 4)),
            "zstd": lambda: (b"ZS\x01", zstandard.ZstdCompressor(5).compress(part)),
            "lz4": lambda: (b"L4\x01", with_hash(lz4.block.compress(part, mode="high_compression", store_size=False))),
            "old": lambda: (b"CS\x08", part[:-1]),
        }[packing]()
        out += head + len(body).to_bytes(3, "little") + len(part).to_bytes(3, "little") + body
    return out if len(out) < len(raw) or packing == "old" else raw


def with_hash(packed):
    return struct.pack(">Q", xxhash.xxh64(packed).intdigest()) + packed


# What each class has, as its streamer info tells it: name, code, type; a base has code 0, 66 or 67.
FIXED = {"int": "i", "Long64_t": "q", "double": "d", "short": "h", "float": "f", "bool": "?", "unsigned char": "B",
         "unsigned int": "I"}
CODES = {"int": 3, "Long64_t": 16, "double": 8, "short": 2, "float": 5, "bool": 18, "unsigned char": 11,
         "unsigned int": 13, "char": 1}


def tree_members(version):
    longs = ["fEntries", "fTotBytes", "fZipBytes", "fSavedBytes"] + ["fFlushedBytes"] * (version >= 18)
    ints = ["fTimerInterval", "fScanField", "fUpdate"] + ["fDefaultEntryOffsetLen"] * (version >= 17)
    ends = ["fMaxEntries", "fMaxEntryLoop", "fMaxVirtualSize", "fAutoSave"] + ["fAutoFlush"] * (version >= 18) + [
        "fEstimate"]
    members = [("TNamed", 67, "BASE"), ("TAttLine", 0, "BASE"), ("TAttFill", 0, "BASE"), ("TAttMarker", 0, "BASE")]
    members += [(name, 16, "Long64_t") for name in longs] + [("fWeight", 8, "double")]
    members += [(name, 3, "int") for name in ints] + [("fNClusterRange", 6, "int")] * (version >= 19)
    members += [(name, 16, "Long64_t") for name in ends]
    if version >= 19:
        members += [("fClusterRangeEnd", 56, "Long64_t*", "fNClusterRange", "TTree", version),
                    ("fClusterSize", 56, "Long64_t*", "fNClusterRange", "TTree", version)]
    members += [("fIOFeatures", 62, "ROOT::TIOFeatures")] * (version >= 20)
    return members + [("fBranches", 61, "TObjArray"), ("fLeaves", 61, "TObjArray"), ("fAliases", 64, "TList*"),
                      ("fIndexValues", 62, "TArrayD"), ("fIndex", 62, "TArrayI"), ("fTreeIndex", 64, "TVirtualIndex*"),
                      ("fFriends", 64, "TList*"), ("fUserInfo", 64, "TList*"), ("fBranchRef", 64, "TBranchRef*")]


def branch_members(version):
    members = [("TNamed", 67, "BASE"), ("TAttFill", 0, "BASE")]
    members += [(name, 3, "int") for name in ["fCompress", "fBasketSize", "fEntryOffsetLen", "fWriteBasket"]]
    members += [("fEntryNumber", 16, "Long64_t")] + [("fIOFeatures", 62, "ROOT::TIOFeatures")] * (version >= 13)
    members += [("fOffset", 3, "int"), ("fMaxBaskets", 6, "int"), ("fSplitLevel", 3, "int"),
                ("fEntries", 16, "Long64_t")] + [("fFirstEntry", 16, "Long64_t")] * (version >= 11)
    return members + [("fTotBytes", 16, "Long64_t"), ("fZipBytes", 16, "Long64_t"), ("fBranches", 61, "TObjArray"),
                      ("fLeaves", 61, "TObjArray"), ("fBaskets", 61, "TObjArray"),
                      ("fBasketBytes", 43, "int*", "fMaxBaskets", "TBranch", version),
                      ("fBasketEntry", 56, "Long64_t*", "fMaxBaskets", "TBranch", version),
                      ("fBasketSeek", 56, "Long64_t*", "fMaxBaskets", "TBranch", version),
                      ("fFileName", 65, "TString")]


def classes(tree, branch):
    """Version and members of every class that the files use."""
    leaf = [("TNamed", 67, "BASE"), ("fLen", 3, "int"), ("fLenType", 3, "int"), ("fOffset", 3, "int"),
            ("fIsRange", 18, "bool"), ("fIsUnsigned", 18, "bool"), ("fLeafCount", 64, "TLeaf*")]
    known = {
        "TAttLine": (2, [(name, 2, "short") for name in ["fLineColor", "fLineStyle", "fLineWidth"]]),
        "TAttFill": (2, [("fFillColor", 2, "short"), ("fFillStyle", 2, "short")]),
        "TAttMarker": (2, [("fMarkerColor", 2, "short"), ("fMarkerStyle", 2, "short"), ("fMarkerSize", 5, "float")]),
        "ROOT::TIOFeatures": (1, [("fIOBits", 11, "unsigned char")]),
        "TTree": (tree, tree_members(tree)),
        "TNtuple": (2, [("TTree", 0, "BASE"), ("fNvar", 3, "int")]),
        "TBranch": (branch, branch_members(branch)),
        "TBranchElement": (10, [("TBranch", 0, "BASE"), ("fClassName", 65, "TString"), ("fParentName", 65, "TString"),
                                ("fClonesName", 65, "TString"), ("fCheckSum", 13, "unsigned int"),
                                ("fClassVersion", 2, "short"), ("fID", 3, "int"), ("fType", 3, "int"),
                                ("fStreamerType", 3, "int"), ("fMaximum", 3, "int"),
                                ("fBranchCount", 64, "TBranchElement*"), ("fBranchCount2", 64, "TBranchElement*")]),
        "TLeaf": (2, leaf),
        "TLeafElement": (1, [("TLeaf", 0, "BASE"), ("fID", 3, "int"), ("fType", 3, "int")]),
    }
    types = {"TLeafB": "char", "TLeafS": "short", "TLeafI": "int", "TLeafL": "Long64_t", "TLeafG": "Long64_t",
             "TLeafF": "float", "TLeafD": "double", "TLeafO": "bool", "TLeafC": "int", "TLeafF16": "float",
             "TLeafD32": "double"}
    for cls, of in types.items():
        known[cls] = (1, [("TLeaf", 0, "BASE"), ("fMinimum", CODES[of], of), ("fMaximum", CODES[of], of)])
    return known


CHECKSUMS = {"ROOT::TIOFeatures": 0x1AA12F10}
BASES = {"TNamed": 1, "TAttLine": 2, "TAttFill": 2, "TAttMarker": 2, "TLeaf": 2}
SIZES = {"i": 4, "q": 8, "d": 8, "h": 2, "f": 4, "?": 1, "B": 1, "I": 4}


def streamer_infos(key, tree, branch):
    out = Out(key)
    known = classes(tree, branch)
    with out.frame(5):
        out.object()
        out.string("")
        out.put("i", len(known))
        for cls, (version, members) in known.items():
            with out.slot("TStreamerInfo"):
                with out.frame(9):
                    out.named(cls)
                    out.put("Ii", CHECKSUMS.get(cls, 0), version)
                    with out.slot("TObjArray"), out.array(len(members)):
                        for member in members:
                            element(out, member, known)
            out.string("")
    return bytes(out.bytes)


def element(out, member, known):
    name, code, of = member[:3]
    kind = {0: "Base", 66: "Base", 67: "Base", 43: "BasicPointer", 56: "BasicPointer", 61: "Object", 62: "ObjectAny",
            64: "ObjectPointer", 65: "String"}.get(code, "BasicType")
    with out.slot("TStreamer" + kind), out.frame(3 if kind == "Base" else 2):
        with out.frame(4):
            out.named(name, "[%s]" % member[3] if len(member) > 3 else "")
            out.put("iiii5i", code, SIZES.get(FIXED.get(of), 8 if "*" in of else 0), 0, 0, 0, 0, 0, 0, 0)
            out.string(of)
        if kind == "Base":
            out.put("i", BASES.get(name) or known[name][0])
        if kind == "BasicPointer":
            out.put("i", member[5])
            out.string(member[3])
            out.string(member[4])


class RootFile:
    """A file in the making. `large` has places of 64 bits; `far` is where everything after the head goes."""

    def __init__(self, name, packing="none", tree=20, branch=13, large=False, far=0, block=0xFFFFFF):
        self.name, self.packing, self.large, self.block = name, packing, large, block
        self.tree_version, self.branch_version = tree, branch
        self.body, self.keys = bytearray(), {"": []}
        self.head = 100 + self.key_size("TFile", name, "") + len(name) + 2 + (66 if large else 54)
        self.start = far or self.head
        self.directories = {"": (100, 0)}

    def here(self):
        return self.start + len(self.body)

    def key_size(self, cls, name, title, large=None):
        large = self.large if large is None else large
        return (34 if large else 26) + sum(len(text) + 1 for text in (cls, name, title))

    def key(self, cls, name, title, seek, packed, size, cycle=1, large=None, extra=b"", parent=100):
        large = self.large if large is None else large
        head = self.key_size(cls, name, title, large) + len(extra)
        out = Out()
        out.put("ihiIhh", head + packed, 1004 if large else 4, size, 0x5A000000, head, cycle)
        out.put("qq" if large else "ii", seek, parent)
        for text in (cls, name, title):
            out.string(text)
        return bytes(out.bytes) + extra

    def record(self, cls, name, title, make, packing=None, cycle=1, large=None, extra=b""):
        seek = self.here()
        raw = make(self.key_size(cls, name, title, large) + len(extra))
        packed = pack(raw, packing or self.packing, self.block)
        key = self.key(cls, name, title, seek, len(packed), len(raw), cycle, large, extra)
        self.body += key + packed
        return seek, len(key) + len(packed), key

    def object(self, cls, name, title, make, directory="", cycle=1):
        self.keys[directory].append(self.record(cls, name, title, make, cycle=cycle)[2])

    def directory(self, name):
        seek = self.here()
        size = 66 if self.large else 54
        self.body += self.key("TDirectory", name, "", seek, size, size) + bytes(size)
        self.directories[name], self.keys[name] = (seek, 100), []
        self.keys[""].append(self.key("TDirectory", name, "", seek, size, size))

    def tdirectory(self, seek, name_bytes, keys):
        out = Out()
        out.put("hIIii", 1005 if self.large else 5, 0x5A000000, 0x5A000000, keys[1], name_bytes)
        out.put("qqq" if self.large else "iii", seek, 0, keys[0])
        out.put("h16s", 1, bytes(16))
        return bytes(out.bytes)

    def write(self):
        infos = self.record("TList", "StreamerInfo", "Doubly linked list",
                            lambda key: streamer_infos(key, self.tree_version, self.branch_version),
                            "zlib")
        lists = {}
        for name, keys in self.keys.items():
            cls, own = ("TFile", self.name) if not name else ("TDirectory", name)
            lists[name] = self.record(cls, own, "", lambda key: struct.pack(">i", len(keys)) + b"".join(keys), "none")
        free = self.record("TFile", self.name, "", lambda key: struct.pack(">hii", 1, 0, 2**31 - 1), "none")
        end = self.here()
        for name, (seek, _) in self.directories.items():
            if name:
                head = self.key_size("TDirectory", name, "")
                data = self.tdirectory(seek, head, lists[name])
                at = seek - self.start + head
                self.body[at:at + len(data)] = data
        head = self.key_size("TFile", self.name, "")
        name_bytes = head + len(self.name) + 2
        out = Out()
        out.bytes += b"root"
        out.put("ii", 1_062_400 if self.large else 62_400, 100)
        out.put("qqiiibiqi" if self.large else "iiiiibiii", end, free[0], free[1], 1, name_bytes, 4, 1, infos[0],
                infos[1])
        out.put("h16s", 1, bytes(16))
        out.bytes += bytes(100 - len(out.bytes))
        size = self.head - 100 - head
        out.bytes += self.key("TFile", self.name, "", 100, size, size, parent=0)
        out.string(self.name)
        out.string("")
        out.bytes += self.tdirectory(100, name_bytes, lists[""])
        out.bytes += bytes(self.head - len(out.bytes))
        with open(self.name, "wb") as file:
            file.write(out.bytes + self.body)


class Branch:
    """A branch with its baskets' raw entries.

    @param leaves (name, title, code, length, counter) of each, or none for an object of class `cls`
    """

    def __init__(self, name, title, leaves, entry, cls="", jagged=False):
        self.name, self.title, self.leaves, self.entry, self.cls, self.jagged = name, title, leaves, entry, cls, jagged


def leaflist(name, code, length=1):
    code_of = NUMBERS[code][0]
    title = name if length == 1 else "%s[%d]" % (name, length)
    return Branch(name, "%s/%s" % (title, code), [(name, title, code, length, None)],
                  lambda i: struct.pack(">%d%s" % (length, code_of), *[value(code_of, i, j) for j in range(length)]))


def counted(name, code, counter):
    code_of = NUMBERS[code][0]
    title = "%s[%s]" % (name, counter)
    return Branch(name, "%s/%s" % (title, code), [(name, title, code, 1, counter)],
                  lambda i: struct.pack(">%d%s" % (count(i), code_of), *[value(code_of, i, j) for j in range(count(i))]),
                  jagged=True)


def vector(name, of):
    code = VECTORS[of]

    def entry(i):
        body = struct.pack(">hi%d%s" % (count(i), code), 10, count(i), *[value(code, i, j) for j in range(count(i))])
        return struct.pack(">I", 0x40000000 | len(body)) + body

    return Branch(name, name, [(name, name, "", 1, None)], entry, "vector<%s>" % of, True)


def everything():
    branches = [leaflist("v" + code, code) for code in "BbSsIiLlGFDO"]
    branches.append(leaflist("p4", "F", 4))
    counter = leaflist("n", "I")
    counter.entry = lambda i: struct.pack(">i", count(i))
    branches += [counter, counted("pt", "F", "n"), counted("q", "S", "n"), counted("good", "O", "n")]
    branches += [vector("vec_" + of.replace(" ", "_"), of) for of in VECTORS]
    branches.append(Branch("hit", "x/F:y/D:k/I", [("x", "x", "F", 1, None), ("y", "y", "D", 1, None),
                                                  ("k", "k", "I", 1, None)],
                           lambda i: struct.pack(">fdi", value("f", i), value("d", i), value("i", i))))
    branches.append(Branch("label", "label/C", [("label", "label", "C", 1, None)], lambda i: b"\x02e" + b"%d" % (i % 10),
                           jagged=True))
    return branches


def io_features(out, bits=0):
    with out.frame(0):
        out.put("IB", 0x1AA12F10, bits)


def basket_head(size, nev_size, entries, last, flag=0, features=None):
    if features is None:
        return struct.pack(">hiiiib", 3, size, nev_size, entries, last, flag)
    return struct.pack(">hiiBiib", 3, size, -nev_size, features, entries, last, flag)


def starts(parts, key):
    places, at = [], key
    for part in parts:
        places.append(at)
        at += len(part)
    return places


def baskets(file, tree, branch, computed):
    """Writes a branch's baskets: (bytes, first entry, place) of each."""
    written = []
    for n, (start, stop) in enumerate(zip(BASKETS, BASKETS[1:])):
        parts = [branch.entry(i) for i in range(start, stop)]
        drop = computed and branch.jagged and not branch.cls and branch.leaves[0][2] != "C"
        features = 1 if computed and not branch.cls else None
        key = file.key_size("TBasket", branch.name, tree, True) + 19 + (features is not None)
        raw = b"".join(parts)
        last = key + len(raw)
        if branch.jagged and not drop:
            places = starts(parts, key)
            if features:
                places = [0] + [places[i] - places[i - 1] for i in range(1, len(places))]
            raw += struct.pack(">i%di" % (len(parts) + 1), len(parts) + 1, *places, 0)
        head = basket_head(32000, 1000 if branch.jagged else len(parts[0]), len(parts), last, 80 if drop else 0, features)
        place, size, _ = file.record("TBasket", branch.name, tree, lambda key: raw, cycle=n, large=True, extra=head)
        written.append((size, start, place))
    return written


def embedded_basket(out, file, tree, branch, start, stop, at):
    parts = [branch.entry(i) for i in range(start, stop)]
    key = file.key_size("TBasket", branch.name, tree, True) + 19
    raw = b"".join(parts)
    head = basket_head(32000, 1000 if branch.jagged else len(parts[0]), len(parts), key + len(raw),
                       11 if branch.jagged else 12)
    with out.slot("TBasket"):
        record = file.key("TBasket", branch.name, tree, 0, 0, 31935, at, True, head, 0)
        out.bytes += struct.pack(">i", 0) + record[4:]
        if branch.jagged:
            out.put("i%di" % len(parts), len(parts), *starts(parts, key))
        out.bytes += bytes(key) + raw


def write_leaves(out, file, branch):
    with out.array(len(branch.leaves)):
        for leaf in branch.leaves:
            name, title, code, length, counter = leaf
            kind, cls, unsigned = NUMBERS[code] if code else ("", "TLeafElement", 0)
            with out.slot(cls, name), out.frame(1):
                with out.frame(2):
                    out.named(name, title)
                    out.put("iii??", length, struct.calcsize(kind) if kind else 4, 0, name == "n", bool(unsigned))
                    if counter is None:
                        out.put("i", 0)
                    else:
                        out.reference(counter)
                if cls in ("TLeafElement", "TLeafC"):
                    out.put("ii", -1 if cls == "TLeafElement" else 0, -1 if cls == "TLeafElement" else 4)
                elif cls == "TLeafD32":
                    out.put("dd", 0, 0)
                else:
                    out.put(2 * kind, 0, 4 if name == "n" else 0)


def write_branch(out, file, tree, branch, entries, places, embed, computed):
    cls = "TBranchElement" if branch.cls else "TBranch"
    with out.slot(cls):
        if branch.cls:
            with out.frame(10):
                write_plain(out, file, tree, branch, entries, places, embed, computed)
                for text in (branch.cls, "", ""):
                    out.string(text)
                out.put("Ihiiii", 0, 0, -1, 0, -1, 0)
                out.put("ii", 0, 0)
        else:
            write_plain(out, file, tree, branch, entries, places, embed, computed)


def write_plain(out, file, tree, branch, entries, places, embed, computed):
    version = file.branch_version
    with out.frame(version):
        out.named(branch.name, branch.title)
        with out.frame(2):
            out.put("hh", 0, 1001)
        out.put("iiii", 1, 32000, 1000 if branch.jagged else 0, len(places))
        out.put("q", entries)
        if version >= 13:
            io_features(out, 1 if computed and not branch.cls else 0)
        out.put("iIi", 0, 10, 0)
        out.put("q", entries)
        if version >= 11:
            out.put("q", 0)
        out.put("qq", 0, sum(place[0] for place in places))
        with out.array(0):
            pass
        write_leaves(out, file, branch)
        with out.array(len(places) + 1):
            for _ in places:
                out.put("i", 0)
            if embed:
                embedded_basket(out, file, tree, branch, embed, entries, len(places))
            else:
                out.put("i", 0)
        bounds = [place[1] for place in places] + [embed or entries]
        for code, values in (("i", [place[0] for place in places]), ("q", bounds), ("q", [place[2] for place in places])):
            out.put("b10" + code, 1, *(values + 10 * [0])[:10])
        out.string("")


def write_tree(out, file, name, branches, entries, places, embed, computed, clusters):
    version = file.tree_version
    with out.frame(version):
        out.named(name, "made by make_root.py")
        for base, codes, values in (("line", "hhh", (602, 1, 1)), ("fill", "hh", (0, 1001)), ("marker", "hhf", (1, 1, 1))):
            with out.frame(2):
                out.put(codes, *values)
        for member in tree_members(version)[4:]:
            kind = member[1]
            if kind in (16, 8, 3, 6):
                special = {"fEntries": entries, "fWeight": 1.0, "fNClusterRange": len(clusters)}
                out.put({16: "q", 8: "d", 3: "i", 6: "i"}[kind], special.get(member[0], 0))
            elif kind == 56:
                out.put("b%dq" % len(clusters), 1 if clusters else 0, *clusters)
            elif member[0] == "fIOFeatures":
                io_features(out, 1 if computed else 0)
            elif member[0] == "fBranches":
                with out.array(len(branches)):
                    for branch in branches:
                        write_branch(out, file, name, branch, entries, places[branch.name], embed, computed)
            elif member[0] == "fLeaves":
                leaves = [leaf[0] for branch in branches for leaf in branch.leaves]
                with out.array(len(leaves)):
                    for leaf in leaves:
                        out.reference(leaf)
            else:
                out.put("i", 0)


def add_tree(file, name, branches, directory="", cycle=1, cls="TTree", embed=0, computed=False, clusters=(), entries=ENTRIES):
    """Writes a tree; `embed` is the first entry of the baskets that lie in the tree's record."""
    places = {}
    for branch in branches:
        places[branch.name] = [place for place in baskets(file, name, branch, computed) if not embed or place[1] < embed]

    def make(key):
        out = Out(key)
        if cls == "TTree":
            write_tree(out, file, name, branches, entries, places, embed, computed, list(clusters))
        else:
            with out.frame(2):
                write_tree(out, file, name, branches, entries, places, embed, computed, list(clusters))
                out.put("i", len(branches))
        return bytes(out.bytes)

    file.object(cls, name, "made by make_root.py", make, directory, cycle)


def main():
    for packing in ("none", "zlib", "lz4", "lzma", "zstd"):
        file = RootFile("%s.root" % packing, packing, block=700 if packing == "lz4" else 0xFFFFFF)
        add_tree(file, "events", everything(), clusters=(100, 200) if packing == "zlib" else ())
        file.write()
    few = [leaflist("vF", "F"), leaflist("vI", "I")]
    for tree, branch in ((16, 10), (17, 11), (18, 12), (19, 12)):
        file = RootFile("tree%d.root" % tree, "zlib", tree, branch)
        counter = everything()[13]
        add_tree(file, "events", few + [counter, counted("pt", "F", "n"), vector("vec_float", "float")])
        file.write()
    file = RootFile("several.root", "zlib")
    file.directory("nominal")
    add_tree(file, "data", [leaflist("vF", "F")])
    add_tree(file, "tree", [leaflist("vS", "S")], "nominal", 1)
    add_tree(file, "tree", [leaflist("vD", "D")], "nominal", 2)
    add_tree(file, "ntuple", [leaflist("vF", "F"), leaflist("vI", "I")], cls="TNtuple")
    file.object("TObjString", "note", "", lambda key: b"\x40\0\0\x0d\0\x01\0\x01\0\0\0\0\x03\0\0\0\x02ok")
    file.object("ROOT::RNTuple", "new", "", lambda key: bytes(80))
    file.write()
    bare = few + [everything()[13], counted("pt", "F", "n"), vector("vec_float", "float"), leaflist("p4", "F", 4)]
    file = RootFile("bare.root")
    add_tree(file, "events", bare, clusters=(100, 200))
    file.write()
    file = RootFile("embedded.root")
    add_tree(file, "events", bare, embed=150)
    file.write()
    file = RootFile("computed.root", "lz4")
    add_tree(file, "events", [everything()[13], counted("pt", "F", "n"), counted("q", "S", "n"), leaflist("vD", "D"),
                              everything()[-1]], computed=True)
    file.write()
    file = RootFile("large.root", "zlib", large=True)
    add_tree(file, "events", few)
    file.write()
    file = RootFile("far.root", "zlib", large=True, far=5 << 30)
    add_tree(file, "events", few)
    file.write()
    file = RootFile("old.root", "old")
    add_tree(file, "events", few)
    file.write()
    file = RootFile("refused.root", "zlib")
    text = Branch("names", "names", [("names", "names", "", 1, None)], lambda i: bytes(14), "vector<string>", True)
    square = leaflist("square", "F", 4)
    square.leaves = [("square", "square[2][2]", "F", 4, None)]
    beyond = leaflist("beyond", "l")
    beyond.entry = lambda i: struct.pack(">Q", i << 56)
    add_tree(file, "events", [leaflist("vF", "F"), everything()[-1], text, square, leaflist("half", "f"),
                              leaflist("less", "d"), beyond])
    file.write()
    file = RootFile("notree.root", "zlib")
    file.object("TObjString", "note", "", lambda key: b"\x40\0\0\x0d\0\x01\0\x01\0\0\0\0\x03\0\0\0\x02ok")
    file.write()


main()
