/// A measurement in the formats in which others expect one: HEPData, YODA, SMEFiT, plain JSON, ATLAS's columns,
/// a folder for Zenodo.
///
/// Start with [Publication], what is published in bins, and [PublishedTable], one of its tables. Each format is
/// a class that makes texts of them: [HepData], [Yoda], [Smefit], [FitDocument]; [AtlasEvents] and
/// [ZenodoFolder] write events. Uses `formats`, `measurement`, `hist`, `event`, `math` and `provenance`;
/// computes no value and no error.
package unfurl.publication;
