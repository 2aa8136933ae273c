package unfurl.root;

import java.util.Optional;

/// The numbers that ROOT stores, big-endian, and how many bytes each has.
enum NumberType {
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT32(4),
    FLOAT64(8),
    BOOLEAN(1);

    private final int width;

    NumberType(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }

    /// What a leaf of that class holds, if it is numbers of whole bytes.
    static Optional<NumberType> ofLeaf(String type, boolean isUnsigned) {
        return Optional.ofNullable(
                switch (type) {
                    case "TLeafB" -> isUnsigned ? UINT8 : INT8;
                    case "TLeafS" -> isUnsigned ? UINT16 : INT16;
                    case "TLeafI" -> isUnsigned ? UINT32 : INT32;
                    case "TLeafL", "TLeafG" -> isUnsigned ? UINT64 : INT64;
                    case "TLeafF" -> FLOAT32;
                    case "TLeafD" -> FLOAT64;
                    case "TLeafO" -> BOOLEAN;
                    default -> null;
                });
    }

    /// What a C++ type of that name is, if it is numbers of whole bytes; `long` has 8 bytes in a file.
    static Optional<NumberType> ofName(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "char", "signed char", "Char_t", "int8_t" -> INT8;
                    case "unsigned char", "UChar_t", "uint8_t" -> UINT8;
                    case "short", "Short_t", "int16_t" -> INT16;
                    case "unsigned short", "UShort_t", "uint16_t" -> UINT16;
                    case "int", "Int_t", "int32_t" -> INT32;
                    case "unsigned int", "unsigned", "UInt_t", "uint32_t" -> UINT32;
                    case "long", "long long", "Long_t", "Long64_t", "int64_t" -> INT64;
                    case "unsigned long", "unsigned long long", "ULong_t", "ULong64_t", "uint64_t" -> UINT64;
                    case "float", "Float_t" -> FLOAT32;
                    case "double", "Double_t" -> FLOAT64;
                    case "bool", "Bool_t" -> BOOLEAN;
                    default -> null;
                });
    }
}
