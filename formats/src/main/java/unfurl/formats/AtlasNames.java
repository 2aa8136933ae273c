package unfurl.formats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.measurement.Observable;

/// The observables and systematics of [AtlasLayout], by the names of their columns.
final class AtlasNames {
    /// The 24 observables; labels as in docs/reference/labels.md. The bins are the release's own, which it has of six.
    static final List<Observable> OBSERVABLES = observables();

    /// The systematics without `weights_`, each with what it is.
    static final Map<String, String> SYSTEMATICS = systematics();

    private AtlasNames() {}

    private static List<Observable> observables() {
        var all = new ArrayList<Observable>();
        all.add(new Observable("pT_ll", "*p*_{T}^{ℓℓ}", "GeV"));
        for (int lepton = 1; lepton <= 2; lepton++) {
            all.add(new Observable("pT_l" + lepton, "*p*_{T}^{ℓ%d}".formatted(lepton), "GeV"));
            all.add(new Observable("eta_l" + lepton, "*η*^{ℓ%d}".formatted(lepton), ""));
            all.add(new Observable("phi_l" + lepton, "*φ*^{ℓ%d}".formatted(lepton), "rad"));
        }
        all.add(new Observable("y_ll", "*y*^{ℓℓ}", ""));
        for (int jet = 1; jet <= 2; jet++) {
            all.add(ofJet("pT", "*p*_{T,j%d}", "GeV", jet));
            all.add(ofJet("y", "*y*_{j%d}", "", jet));
            all.add(ofJet("phi", "*φ*_{j%d}", "rad", jet));
            all.add(ofJet("m", "*m*_{j%d}", "GeV", jet));
            all.add(ofJet("tau1", "*τ*_{1,j%d}", "", jet));
            all.add(ofJet("tau2", "*τ*_{2,j%d}", "", jet));
            all.add(ofJet("tau3", "*τ*_{3,j%d}", "", jet));
            all.add(ofJet("Ntracks", "*N*_{tracks, j%d}", "", jet));
        }
        return all.stream().map(AtlasNames::withBins).toList();
    }

    private static Observable withBins(Observable observable) {
        return switch (observable.column()) {
            case "pT_ll" -> observable.withBins(200, 230, 300, 450, 600, 1000);
            case "pT_trackj1" -> observable.withBins(5, 50, 100, 150, 200, 300, 1000);
            case "m_trackj1" -> observable.withBins(0, 8, 16, 24, 32, 42, 70);
            case "tau1_trackj1" -> observable.withBins(0, 0.05, 0.1, 0.17, 0.25, 0.35, 0.4, 0.9);
            case "tau2_trackj1" -> observable.withBins(0, 0.025, 0.05, 0.08, 0.12, 0.17, 0.2, 0.5);
            case "Ntracks_trackj1" -> observable.withBins(0.5, 6.5, 10.5, 14.5, 19.5, 25.5, 39.5);
            default -> observable;
        };
    }

    private static Observable ofJet(String name, String label, String unit, int jet) {
        return new Observable("%s_trackj%d".formatted(name, jet), label.formatted(jet), unit);
    }

    private static Map<String, String> systematics() {
        var all = new LinkedHashMap<String, String>();
        all.put("pileup", "The modelling of pile-up.");
        all.put("muEffReco", "The efficiency of reconstructing a muon.");
        all.put("muEffIso", "The efficiency of a muon's isolation.");
        all.put("muEffTrack", "The efficiency of a muon's association with the vertex.");
        all.put("muEffTrig", "The efficiency of the muon trigger.");
        all.put("muCalID", "The momentum resolution of muons in the inner detector.");
        all.put("muCalMS", "The momentum resolution of muons in the muon spectrometer.");
        all.put("muCalResBias", "The charge-dependent bias of muon momenta.");
        all.put("muCalScale", "The momentum scale of muons.");
        all.put("trackEffMain", "The efficiency of tracks.");
        all.put("trackEffJet", "The efficiency of tracks inside jets.");
        all.put("trackFake", "The rate of fake tracks.");
        all.put("trackPtScale", "The momentum scale of tracks.");
        all.put("theoryPSjet", "The parton shower: jets.");
        all.put("theoryPSsoft", "The parton shower: soft emission.");
        all.put("theoryMPI", "Multiple parton interactions.");
        all.put("theoryPSscale", "The scale of the parton shower.");
        all.put("theoryAlphaS", "The strong coupling.");
        all.put("theoryQCD", "Renormalisation and factorisation scales.");
        all.put("theoryPDF", "Parton distributions.");
        all.put("topBackground", "The background of top quarks.");
        all.put("lumi", "The luminosity, 1.7 %.");
        return Collections.unmodifiableMap(all);
    }
}
