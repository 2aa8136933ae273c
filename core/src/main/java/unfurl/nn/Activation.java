package unfurl.nn;

/// What a hidden unit does with the weighted sum z of its inputs.
public enum Activation {
    /// max(z, 0).
    RELU,
    /// z·σ(z) with the logistic function σ. Source: Ramachandran, Zoph, Le, arXiv:1710.05941.
    SILU,
    /// z·Φ(z) with the normal distribution function Φ, not its tanh imitation. Source: Hendrycks, Gimpel,
    /// arXiv:1606.08415.
    GELU,
    /// tanh z.
    TANH
}
