/// A study: from the file that states it to the run folder with measurement and report.
///
/// Start with [Study] (what is asked), then [Runner] (how it is done). A study is read by [StudyFile], its
/// tables by [Inputs], its unfolding is checkpointed in a [RunFolder], and what comes out is published. Uses
/// everything below.
package unfurl.study;
