using System.Globalization;
using Align.Models.Adapters;
using Align.Models.Safetensors;

namespace Align.Training.Learning;

/// <summary>The adapters of a stage in its checkpoints.</summary>
/// <param name="name">Names the file.</param>
/// <param name="adapters">In an order that does not change.</param>
internal sealed class AdapterMemory(string name, IReadOnlyList<LoraAdapter> adapters) : IStageMemory
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public long ExpectedBytes => TensorsOf(adapters).Sum(tensor => tensor.Value.numel() * tensor.Value.ElementSize);

    /// <inheritdoc/>
    public void Write(Stream output) => SafetensorsWriter.Write(output, TensorsOf(adapters));

    /// <inheritdoc/>
    public void Read(string path) => TensorFile.Fill(path, TensorsOf(adapters));

    /// <summary>The tensors of adapters, each name led by its adapter's place.</summary>
    public static Dictionary<string, Tensor> TensorsOf(IEnumerable<LoraAdapter> adapters) => adapters.Index()
        .SelectMany(adapter => adapter.Item.Tensors().Select(tensor => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{adapter.Index}.{tensor.Key}"), tensor.Value)))
        .ToDictionary();
}
