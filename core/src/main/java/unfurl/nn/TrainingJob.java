package unfurl.nn;

import java.util.Optional;
import unfurl.math.Seed;

/// One of several networks to be trained.
///
/// @param sample    what it learns from; jobs that learn from the same [unfurl.event.Features] share them
/// @param warmStart a network of the same architecture to go on from
/// @param seed      for the first parameters and the order of the rows
public record TrainingJob(TrainingSample sample, Optional<Network> warmStart, Seed seed) {}
