package unfurl.bench;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For tests that compare with PyTorch: where its libraries do not run they are skipped, and standard error
/// says so.
final class NeedsTorch implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (TorchPlatform.supported()) {
            return ConditionEvaluationResult.enabled("PyTorch's libraries run here");
        }
        String words = "SKIPPED, NOTHING IS COMPARED WITH PYTORCH: %s needs Linux on x86-64, this is %s on %s"
                .formatted(context.getDisplayName(), System.getProperty("os.name"), System.getProperty("os.arch"));
        System.err.println(words);
        return ConditionEvaluationResult.disabled(words);
    }
}
