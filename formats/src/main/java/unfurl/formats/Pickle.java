package unfurl.formats;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the lists of names that pandas leaves in the attributes of an HDF5 file, as pickles of protocol 0.
///
/// Lists, tuples, texts, whole numbers and None are all that there is: the opcodes that load, build or call
/// anything are unknown here, and whatever is unknown ends the reading.
///
/// Source: CPython, Lib/pickletools.py, which describes each opcode.
final class Pickle {
    /// What is on the stack beside lists, texts and numbers.
    private enum Sign {
        MARK,
        NONE
    }

    private final String text;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<String, Object> memo = new HashMap<>();
    private int at;

    private Pickle(byte[] bytes) {
        text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// The names in a pickled list of texts.
    ///
    /// @throws IllegalArgumentException when the pickle is anything else
    static List<String> names(byte[] pickle) {
        return names(new Pickle(pickle).load());
    }

    /// The names in a pickled list of one pair, of a number and a list of texts.
    ///
    /// @throws IllegalArgumentException when the pickle is anything else
    static List<String> namesOfPair(byte[] pickle) {
        if (new Pickle(pickle).load() instanceof List<?> axes
                && axes.size() == 1
                && axes.getFirst() instanceof List<?> pair
                && pair.size() == 2
                && pair.getFirst() instanceof Long) {
            return names(pair.getLast());
        }
        throw wrong("no list of one axis");
    }

    private static List<String> names(Object value) {
        var names = new ArrayList<String>();
        if (!(value instanceof List<?> list)) {
            throw wrong("no list");
        }
        for (Object each : list) {
            if (!(each instanceof String name)) {
                throw wrong("a list of other things than texts");
            }
            names.add(name);
        }
        return names;
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("a pickle is " + what);
    }

    private Object load() {
        while (at < text.length()) {
            char opcode = text.charAt(at++);
            switch (opcode) {
                case '.' -> {
                    return top();
                }
                case '(' -> stack.push(Sign.MARK);
                case 'l', 't' -> stack.push(sinceMark());
                case 'a' -> append(pop());
                case 'p' -> memo.put(line(), top());
                case 'g' -> stack.push(known(line()));
                case 'N' -> stack.push(Sign.NONE);
                case 'I' -> stack.push(Long.parseLong(line()));
                case 'V' -> stack.push(unescaped(line()));
                case 'S' -> stack.push(unquoted(line()));
                default ->
                    throw wrong("of more than lists of texts (opcode %s), which is never loaded"
                            .formatted(opcode > ' ' && opcode < 127 ? opcode : (int) opcode));
            }
        }
        throw wrong("cut short");
    }

    private Object top() {
        Object top = stack.peek();
        if (top == null || top == Sign.MARK) {
            throw wrong("out of order");
        }
        return top;
    }

    private Object pop() {
        Object top = top();
        stack.pop();
        return top;
    }

    private List<Object> sinceMark() {
        var items = new ArrayList<>();
        while (stack.peek() != Sign.MARK) {
            items.add(pop());
        }
        stack.pop();
        Collections.reverse(items);
        return items;
    }

    @SuppressWarnings("unchecked")
    private void append(Object item) {
        if (!(top() instanceof List<?> list)) {
            throw wrong("out of order");
        }
        ((List<Object>) list).add(item);
    }

    private Object known(String key) {
        Object known = memo.get(key);
        if (known == null) {
            throw wrong("out of order");
        }
        return known;
    }

    private String line() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw wrong("cut short");
        }
        String line = text.substring(at, end);
        at = end + 1;
        return line;
    }

    /// Python's `raw-unicode-escape`: `\\u` and four digits, `\\U` and eight; any other backslash is one.
    private static String unescaped(String raw) {
        var out = new StringBuilder();
        for (int i = 0; i < raw.length(); ) {
            int digits = raw.startsWith("\\u", i) ? 4 : raw.startsWith("\\U", i) ? 8 : 0;
            if (digits == 0) {
                out.append(raw.charAt(i++));
            } else if (i + 2 + digits > raw.length()) {
                throw wrong("of a text with half an escape");
            } else {
                out.appendCodePoint(Integer.parseInt(raw, i + 2, i + 2 + digits, 16));
                i += 2 + digits;
            }
        }
        return out.toString();
    }

    /// A text of Python 2, which is quoted; one with escapes is no name that pandas would have kept.
    private static String unquoted(String quoted) {
        boolean isPlain = quoted.length() >= 2
                && "'\"".indexOf(quoted.charAt(0)) >= 0
                && quoted.charAt(0) == quoted.charAt(quoted.length() - 1)
                && quoted.indexOf('\\') < 0;
        if (!isPlain) {
            throw wrong("of a text with escapes");
        }
        return quoted.substring(1, quoted.length() - 1);
    }
}
