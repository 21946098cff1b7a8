using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Token weights: SparsePO's trained mask and MaPO's mask of activations.</summary>
internal static class TokenMaskOperations
{
    public static void SparsePo(VectorInputs vector, CaseComparison comparison)
    {
        var (options, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var names = new[] { "ln_weight", "ln_bias", "w", "b", "mixer" };
        var parameters = names.Select(inputs.Differentiable).ToArray();
        var mask = SparsePoMask.Compute(
            inputs.Tensor("hidden_states"), parameters[0], parameters[1], options.Number("layer_norm_eps", 1e-5), parameters[2], parameters[3], parameters[4]);
        if (inputs.Has("upstream_grad"))
        {
            mask.backward([inputs.Tensor("upstream_grad")]);
        }
        comparison.Tensor("mask", mask);
        foreach (var (name, parameter) in names.Zip(parameters))
        {
            PreferenceInputs.Gradient(comparison, $"grad_{name}", parameter);
        }
    }

    public static void MaPo(VectorInputs vector, CaseComparison comparison)
    {
        var inputs = vector.Section("inputs");
        if (vector.Section("params").Text("mapping", "zn_rescale") is not "zn_rescale" and var mapping)
        {
            throw new FormatException($"the mapping \"{mapping}\" of activations is not implemented");
        }
        var groups = inputs.Tensors("groups").Select(group => (IReadOnlyList<Tensor>)[.. group.unbind(0)]).ToArray();
        comparison.Tensor("mask", MaPoMask.OfActivations(groups, inputs.Mask("loss_mask")));
    }
}
