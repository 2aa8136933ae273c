package unfurl.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import unfurl.InputException;
import unfurl.cli.Answer;

/// A folder of results: for each benchmark `NAME.json` and `NAME.txt`.
record Results(Path folder) {
    /// @throws InputException when the folder cannot be made
    Results {
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new InputException("the folder %s cannot be made: %s".formatted(folder, refused.getMessage()));
        }
    }

    void write(String name, Answer answer) {
        answer.document().write(folder.resolve(name + ".json"));
        var text = new StringWriter();
        answer.print(new PrintWriter(text));
        write(name + ".txt", text.toString());
    }

    /// @throws InputException when the file cannot be written
    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException refused) {
            throw new InputException("%s cannot be written: %s".formatted(folder.resolve(file), refused.getMessage()));
        }
    }
}
