package unfurl.formats;

import unfurl.InputException;

/// A column of a DataFrame in an HDF5 file.
///
/// @param name    its name
/// @param content where its numbers are, or what is there in their place
record PandasColumn(String name, Content content) {
    /// What a column has.
    sealed interface Content {}

    /// Numbers.
    ///
    /// @param dataset of which they are a part
    /// @param from    where they are in a row, in bytes
    /// @param number  what they are
    record Numbers(Hdf5Dataset dataset, int from, Hdf5Number number) implements Content {}

    /// Something that no column can hold.
    ///
    /// @param what such as `datetime64`
    record Other(String what) implements Content {}

    /// The numbers.
    ///
    /// @throws InputException when there are none
    Numbers numbers(SourceFile file) {
        return switch (content) {
            case Numbers numbers -> numbers;
            case Other(String what) ->
                throw file.bad(
                        "column '%s' holds %s; a column must hold bool, int8 to int64, uint8 to uint64, float32 or float64 (name the columns that are wanted to leave it out)"
                                .formatted(name, what));
        };
    }
}
