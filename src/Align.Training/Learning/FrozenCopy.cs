using Align.Models.Transformers;

namespace Align.Training.Learning;

/// <summary>Copies a policy as it is now: the reference of a KL term, the trunk of a reward model.</summary>
internal static class FrozenCopy
{
    /// <summary>A copy on the same device, in the same dtype, without gradients.</summary>
    public static DecoderTransformer Of(DecoderTransformer policy)
    {
        var copy = Empty(policy.Config, policy.Dtype, policy.Device);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var source = policy.state_dict();
        foreach (var (name, target) in copy.state_dict())
        {
            target.copy_(source[name]);
        }
        return copy;
    }

    /// <summary>A frozen model whose weights are yet to be loaded.</summary>
    public static DecoderTransformer Empty(TransformerConfig architecture, ScalarType dtype, Device device)
    {
        var model = new DecoderTransformer(architecture, dtype).to(device);
        foreach (var parameter in model.parameters())
        {
            parameter.requires_grad_(false);
        }
        return model;
    }
}
