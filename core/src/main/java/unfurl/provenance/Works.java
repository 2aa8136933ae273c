package unfurl.provenance;

import java.util.LinkedHashMap;
import java.util.Map;

/// The works that Unfurl's methods are taken from.
public final class Works {
    private static final String OMNIFOLD_AUTHORS =
            "Andreassen, Anders and Komiske, Patrick T. and Metodiev, Eric M. and ";

    /// OmniFold.
    public static final Citation OMNIFOLD = new Citation(
            "Andreassen:2019cjw",
            "article",
            fields(
                    "author", OMNIFOLD_AUTHORS + "Nachman, Benjamin and Thaler, Jesse",
                    "title", "{OmniFold: A Method to Simultaneously Unfold All Observables}",
                    "journal", "Phys. Rev. Lett.",
                    "volume", "124",
                    "number", "18",
                    "pages", "182001",
                    "year", "2020",
                    "doi", "10.1103/PhysRevLett.124.182001",
                    "eprint", "1911.09107",
                    "archivePrefix", "arXiv",
                    "primaryClass", "hep-ph"));

    /// OmniFold with acceptance, efficiency and background.
    public static final Citation OMNIFOLD_ACCEPTANCE = new Citation(
            "Andreassen:2021scaffolding",
            "inproceedings",
            fields(
                    "author", OMNIFOLD_AUTHORS + "Nachman, Benjamin and Suresh, Adi and Thaler, Jesse",
                    "title", "{Scaffolding Simulations with Deep Learning for High-dimensional Deconvolution}",
                    "booktitle", "{ICLR 2021 Workshop on Deep Learning for Simulation}",
                    "year", "2021",
                    "eprint", "2105.04448",
                    "archivePrefix", "arXiv",
                    "primaryClass", "stat.ML"));

    /// Iterative Bayesian unfolding.
    public static final Citation ITERATIVE_BAYESIAN_UNFOLDING = new Citation(
            "DAgostini:1994fjx",
            "article",
            fields(
                    "author", "D'Agostini, G.",
                    "title", "{A Multidimensional unfolding method based on Bayes' theorem}",
                    "journal", "Nucl. Instrum. Meth. A",
                    "volume", "362",
                    "pages", "487--498",
                    "year", "1995",
                    "doi", "10.1016/0168-9002(95)00274-X"));

    /// Bias and variance of an unfolding, from toys, by its strength.
    public static final Citation ROOFITUNFOLD = new Citation(
            "Brenner:2019lmf",
            "article",
            fields(
                    "author",
                            "Brenner, Lydia and Balasubramanian, Rahul and Burgard, Carsten and Verkerke, Wouter and Cowan, Glen and Verschuuren, Pim and Croft, Vincent",
                    "title", "{Comparison of unfolding methods using RooFitUnfold}",
                    "journal", "Int. J. Mod. Phys. A",
                    "volume", "35",
                    "pages", "2050145",
                    "year", "2020",
                    "doi", "10.1142/S0217751X20501456",
                    "eprint", "1910.14654",
                    "archivePrefix", "arXiv",
                    "primaryClass", "physics.data-an"));

    /// The Adam optimiser.
    public static final Citation ADAM = new Citation(
            "Kingma:2014adam",
            "inproceedings",
            fields(
                    "author", "Kingma, Diederik P. and Ba, Jimmy",
                    "title", "{Adam: A Method for Stochastic Optimization}",
                    "booktitle", "{3rd International Conference on Learning Representations}",
                    "year", "2015",
                    "eprint", "1412.6980",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.LG"));

    /// Adam with decoupled weight decay.
    public static final Citation ADAMW = new Citation(
            "Loshchilov:2017adamw",
            "inproceedings",
            fields(
                    "author", "Loshchilov, Ilya and Hutter, Frank",
                    "title", "{Decoupled Weight Decay Regularization}",
                    "booktitle", "{7th International Conference on Learning Representations}",
                    "year", "2019",
                    "eprint", "1711.05101",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.LG"));

    /// The activation function GELU.
    public static final Citation GELU = new Citation(
            "Hendrycks:2016gelu",
            "misc",
            fields(
                    "author", "Hendrycks, Dan and Gimpel, Kevin",
                    "title", "{Gaussian Error Linear Units (GELUs)}",
                    "year", "2016",
                    "eprint", "1606.08415",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.LG"));

    /// The activation function SiLU.
    public static final Citation SILU = new Citation(
            "Elfwing:2017silu",
            "article",
            fields(
                    "author", "Elfwing, Stefan and Uchibe, Eiji and Doya, Kenji",
                    "title",
                            "{Sigmoid-weighted linear units for neural network function approximation in reinforcement learning}",
                    "journal", "Neural Networks",
                    "volume", "107",
                    "pages", "3--11",
                    "year", "2018",
                    "doi", "10.1016/j.neunet.2017.12.012",
                    "eprint", "1702.03118",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.LG"));

    /// Functions of sets as sums.
    public static final Citation DEEP_SETS = new Citation(
            "Zaheer:2017sets",
            "inproceedings",
            fields(
                    "author",
                            "Zaheer, Manzil and Kottur, Satwik and Ravanbakhsh, Siamak and Poczos, Barnabas and "
                                    + "Salakhutdinov, Ruslan and Smola, Alexander",
                    "title", "{Deep Sets}",
                    "booktitle", "{Advances in Neural Information Processing Systems 30}",
                    "year", "2017",
                    "eprint", "1703.06114",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.LG"));

    /// Deep sets of particles.
    public static final Citation PARTICLE_FLOW_NETWORKS = new Citation(
            "Komiske:2018cqr",
            "article",
            fields(
                    "author", "Komiske, Patrick T. and Metodiev, Eric M. and Thaler, Jesse",
                    "title", "{Energy Flow Networks: Deep Sets for Particle Jets}",
                    "journal", "JHEP",
                    "volume", "01",
                    "pages", "121",
                    "year", "2019",
                    "doi", "10.1007/JHEP01(2019)121",
                    "eprint", "1810.05165",
                    "archivePrefix", "arXiv",
                    "primaryClass", "hep-ph"));

    /// Attention.
    public static final Citation ATTENTION = new Citation(
            "Vaswani:2017attention",
            "inproceedings",
            fields(
                    "author",
                            "Vaswani, Ashish and Shazeer, Noam and Parmar, Niki and Uszkoreit, Jakob and Jones, Llion and "
                                    + "Gomez, Aidan N. and Kaiser, Lukasz and Polosukhin, Illia",
                    "title", "{Attention Is All You Need}",
                    "booktitle", "{Advances in Neural Information Processing Systems 30}",
                    "year", "2017",
                    "eprint", "1706.03762",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.CL"));

    /// Attention among particles.
    public static final Citation PARTICLE_ATTENTION = new Citation(
            "Mikuni:2021pou",
            "article",
            fields(
                    "author", "Mikuni, Vinicius and Canelli, Florencia",
                    "title", "{Point cloud transformers applied to collider physics}",
                    "journal", "Mach. Learn. Sci. Tech.",
                    "volume", "2",
                    "number", "3",
                    "pages", "035027",
                    "year", "2021",
                    "doi", "10.1088/2632-2153/ac07f6",
                    "eprint", "2102.05073",
                    "archivePrefix", "arXiv",
                    "primaryClass", "physics.data-an"));

    /// The initial weights of networks of rectifiers.
    public static final Citation HE_INITIALISATION = new Citation(
            "He:2015init",
            "inproceedings",
            fields(
                    "author", "He, Kaiming and Zhang, Xiangyu and Ren, Shaoqing and Sun, Jian",
                    "title",
                            "{Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification}",
                    "booktitle", "{2015 IEEE International Conference on Computer Vision}",
                    "pages", "1026--1034",
                    "year", "2015",
                    "doi", "10.1109/ICCV.2015.123",
                    "eprint", "1502.01852",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.CV"));

    /// Gradient-boosted trees.
    public static final Citation XGBOOST = new Citation(
            "Chen:2016xgboost",
            "inproceedings",
            fields(
                    "author", "Chen, Tianqi and Guestrin, Carlos",
                    "title", "{XGBoost: A Scalable Tree Boosting System}",
                    "booktitle",
                            "{Proceedings of the 22nd ACM SIGKDD International Conference on Knowledge Discovery and Data Mining}",
                    "pages", "785--794",
                    "year", "2016",
                    "doi", "10.1145/2939672.2939785",
                    "eprint", "1603.02754",
                    "archivePrefix", "arXiv",
                    "primaryClass", "cs.LG"));

    /// The generator of random numbers.
    public static final Citation PHILOX = new Citation(
            "Salmon:2011philox",
            "inproceedings",
            fields(
                    "author", "Salmon, John K. and Moraes, Mark A. and Dror, Ron O. and Shaw, David E.",
                    "title", "{Parallel random numbers: as easy as 1, 2, 3}",
                    "booktitle",
                            "{Proceedings of 2011 International Conference for High Performance Computing, Networking, Storage and Analysis}",
                    "year", "2011",
                    "doi", "10.1145/2063384.2063405"));

    /// The bootstrap.
    public static final Citation BOOTSTRAP = new Citation(
            "Efron:1979bootstrap",
            "article",
            fields(
                    "author", "Efron, Bradley",
                    "title", "{Bootstrap Methods: Another Look at the Jackknife}",
                    "journal", "Ann. Statist.",
                    "volume", "7",
                    "number", "1",
                    "pages", "1--26",
                    "year", "1979",
                    "doi", "10.1214/aos/1176344552"));

    /// The test of two samples by a classifier.
    public static final Citation CLASSIFIER_TWO_SAMPLE_TEST = new Citation(
            "LopezPaz:2017classifier",
            "inproceedings",
            fields(
                    "author", "Lopez-Paz, David and Oquab, Maxime",
                    "title", "{Revisiting Classifier Two-Sample Tests}",
                    "booktitle", "{5th International Conference on Learning Representations}",
                    "year", "2017",
                    "eprint", "1610.06545",
                    "archivePrefix", "arXiv",
                    "primaryClass", "stat.ML"));

    /// Nuisance parameters that are fitted with the spectrum.
    public static final Citation PROFILE_OMNIFOLD = new Citation(
            "Zhu:2024profile",
            "article",
            fields(
                    "author",
                    "Zhu, Huanbiao and Desai, Krish and Kuusela, Mikael and Mikuni, Vinicius and Nachman, Benjamin and Wasserman, Larry",
                    "title",
                    "{Multidimensional Deconvolution with Profiling}",
                    "year",
                    "2024",
                    "eprint",
                    "2409.10421",
                    "archivePrefix",
                    "arXiv",
                    "primaryClass",
                    "hep-ph"));

    /// The measurement whose phase space, observables and names of weights are the example's.
    public static final Citation ATLAS_24_OBSERVABLES = new Citation(
            "ATLAS:2024unbinned",
            "article",
            fields(
                    "author", "{ATLAS Collaboration}",
                    "title",
                            "{A simultaneous unbinned differential cross section measurement of twenty-four $Z$+jets kinematic observables with the ATLAS detector}",
                    "journal", "Phys. Rev. Lett.",
                    "volume", "133",
                    "pages", "261803",
                    "year", "2024",
                    "doi", "10.1103/PhysRevLett.133.261803",
                    "eprint", "2405.20041",
                    "archivePrefix", "arXiv",
                    "primaryClass", "hep-ex"));

    private Works() {}

    private static Map<String, String> fields(String... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
