/// Reads the trees of ROOT files: numbers, and lists of numbers, of TTree.
///
/// Start with [RootFile], which finds the trees, and [RootTree], which gives columns. [Packed] unpacks, [Cursor] knows
/// ROOT's framing of objects, [Branch] what a tree says of a column and [Basket] where its bytes are. Nothing of ROOT's
/// own, its class descriptions or its code is needed: the few classes that make up a tree have known versions, and
/// byte counts say where each ends. Uses `event`; writes nothing.
///
/// Source: the ROOT team's description of the format, `io/doc/TFile` of its sources; for what that does not tell of
/// baskets and branches, `ariostas/root-io-spec` on GitHub, `spec/04-ttree`.
package unfurl.root;
