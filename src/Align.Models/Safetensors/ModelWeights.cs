using System.Globalization;
using System.Text;

namespace Align.Models.Safetensors;

/// <summary>Loads weights by name into a module: all of them, in the module's shapes and dtypes, or none.</summary>
public static class ModelWeights
{
    /// <summary>Loads weights from one or more files.</summary>
    /// <param name="module">Receives the values; unchanged when this throws.</param>
    /// <param name="files">Open files; a tensor may be in only one of them.</param>
    /// <param name="requireFinite">Refuse NaN and infinities (the default).</param>
    /// <exception cref="ModelFileException">Names, shapes or dtypes differ (the message lists every difference), a value is not finite, or a file ended early.</exception>
    public static void Load(nn.Module module, IReadOnlyList<SafetensorsFile> files, bool requireFinite = true)
    {
        ArgumentNullException.ThrowIfNull(module);
        Load(module.state_dict(), files, requireFinite);
    }

    /// <summary>Loads weights into named tensors; see <see cref="Load(nn.Module, IReadOnlyList{SafetensorsFile}, bool)"/>.</summary>
    public static void Load(Dictionary<string, Tensor> targets, IReadOnlyList<SafetensorsFile> files, bool requireFinite = true)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(files);
        var sources = Match(targets, files);
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        // Everything is read and judged before the first parameter changes.
        var values = sources.ToDictionary(pair => pair.Key, pair => pair.Value.Read(pair.Key, requireFinite));
        foreach (var (name, value) in values) targets[name].copy_(value);
    }

    /// <summary>Loads weights from one file; see <see cref="Load(nn.Module, IReadOnlyList{SafetensorsFile}, bool)"/>.</summary>
    public static void Load(nn.Module module, string path, bool requireFinite = true)
    {
        using var file = SafetensorsFile.Open(path);
        Load(module, [file], requireFinite);
    }

    private static Dictionary<string, SafetensorsFile> Match(Dictionary<string, Tensor> targets, IReadOnlyList<SafetensorsFile> files)
    {
        var problems = new StringBuilder();
        var count = 0;
        var sources = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        foreach (var file in files)
            foreach (var entry in file.Header.Tensors)
                Note(Judge(entry, targets, sources, file));
        foreach (var (name, target) in targets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (!sources.ContainsKey(name)) Note($"missing '{name}' {Describe(target)}");
        return count == 0
            ? sources
            : throw new ModelFileException(string.Join(", ", files.Select(file => file.Path)), nameof(SafetensorsCheck.ModelMismatch), $"the {targets.Count} tensors of the model", string.Create(CultureInfo.InvariantCulture, $"{count} differences:{problems}"));

        void Note(string? problem)
        {
            if (problem is null) return;
            count++;
            problems.Append("\n  ").Append(problem);
        }
    }

    private static string? Judge(SafetensorsEntry entry, Dictionary<string, Tensor> targets, Dictionary<string, SafetensorsFile> sources, SafetensorsFile file)
    {
        if (!targets.TryGetValue(entry.Name, out var target)) return $"extra '{entry.Name}' {entry}";
        if (!sources.TryAdd(entry.Name, file)) return $"repeated '{entry.Name}' in {file.Path}";
        if (!entry.Shape.AsSpan().SequenceEqual(target.shape)) return $"shape of '{entry.Name}': file {entry}, model {Describe(target)}";
        return SafetensorsDtype.ToScalarType(entry.Dtype) == target.dtype
            ? null
            : $"dtype of '{entry.Name}': file {entry}, model {Describe(target)}";
    }

    private static string Describe(Tensor tensor) => $"{SafetensorsDtype.FromScalarType(tensor.dtype)}[{string.Join(", ", tensor.shape)}]";
}
