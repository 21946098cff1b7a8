namespace Align.Models.Adapters;

/// <summary>A frozen or trained linear map and, while an adapter is in use, that adapter's update of it. Owns neither.</summary>
/// <param name="name">The map's name in the model's weights, such as <c>model.layers.0.self_attn.q_proj</c>.</param>
/// <param name="linear">The map, registered with its module.</param>
internal sealed class AdaptableLinear(string name, Linear linear)
{
    public string Name { get; } = name;

    /// <summary>The last part of the name, such as <c>q_proj</c>.</summary>
    public string Module => Name[(Name.LastIndexOf('.') + 1)..];

    public Linear Linear { get; } = linear;

    /// <summary>The update in use; <see langword="null"/> for the map alone.</summary>
    public LowRankUpdate? Update { get; set; }

    /// <param name="input">[…, in].</param>
    /// <returns>[…, out].</returns>
    public Tensor Apply(Tensor input)
    {
        var mapped = Linear.call(input);
        return Update is { } update ? mapped.add(update.Apply(input)) : mapped;
    }
}
