package unfurl.nn;

import unfurl.math.Workers;

/// Working memory for one network, one for each place of the [Workers], made when it is first needed. It is gone with
/// what it belongs to, whatever the threads do next.
final class Rooms {
    private final Kernels kernels;
    private final Architecture architecture;
    private final Propagation[] rooms;

    Rooms(Kernels kernels, Architecture architecture, Workers workers) {
        this.kernels = kernels;
        this.architecture = architecture;
        this.rooms = new Propagation[workers.threads()];
    }

    /// The one of a place, for the block that has this place.
    Propagation at(int place) {
        if (rooms[place] == null) {
            rooms[place] = Propagation.of(kernels, architecture);
        }
        return rooms[place];
    }
}
