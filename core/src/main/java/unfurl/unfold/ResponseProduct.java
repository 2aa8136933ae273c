package unfurl.unfold;

import java.util.Arrays;
import java.util.List;
import unfurl.math.Workers;

/// The product of several response ratios of the same events.
///
/// @param parameters all, in order
/// @param factors    each of some of them
record ResponseProduct(List<String> parameters, List<ResponseRatio> factors) implements ResponseRatio {
    ResponseProduct {
        parameters = List.copyOf(parameters);
        factors = List.copyOf(factors);
        for (ResponseRatio factor : factors) {
            if (!parameters.containsAll(factor.parameters())
                    || factor.events() != factors.getFirst().events()) {
                throw new IllegalArgumentException("a factor of %d events in %s in a product of %d events in %s"
                        .formatted(
                                factor.events(),
                                factor.parameters(),
                                factors.getFirst().events(),
                                parameters));
            }
        }
        if (factors.isEmpty()) {
            throw new IllegalArgumentException("a product of no factors");
        }
    }

    @Override
    public int events() {
        return factors.getFirst().events();
    }

    @Override
    public boolean keepsEfficiency() {
        return factors.stream().allMatch(ResponseRatio::keepsEfficiency);
    }

    @Override
    public double[] log(double[] theta, Workers workers) {
        double[] sum = new double[events()];
        for (ResponseRatio factor : factors) {
            add(factor.log(of(factor, theta), workers), sum);
        }
        return sum;
    }

    @Override
    public double[][] gradient(double[] theta, Workers workers) {
        double[][] sum = new double[parameters.size()][events()];
        for (ResponseRatio factor : factors) {
            double[][] part = factor.gradient(of(factor, theta), workers);
            for (int k = 0; k < part.length; k++) {
                add(part[k], sum[parameters.indexOf(factor.parameters().get(k))]);
            }
        }
        return sum;
    }

    private double[] of(ResponseRatio factor, double[] theta) {
        return factor.parameters().stream()
                .mapToDouble(name -> theta[parameters.indexOf(name)])
                .toArray();
    }

    private static void add(double[] terms, double[] sum) {
        Arrays.setAll(sum, i -> sum[i] + terms[i]);
    }
}
