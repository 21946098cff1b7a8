using System.Text.Json;
using Align.Models.Safetensors;

namespace Align.Models.Transformers;

/// <summary>Reads a transformer from a directory with <c>config.json</c> and <c>model.safetensors</c>, or the shards that <c>model.safetensors.index.json</c> names.</summary>
public static class PretrainedModel
{
    private const string ConfigFile = "config.json";
    private const string WeightsFile = "model.safetensors";
    private const string IndexFile = "model.safetensors.index.json";

    /// <summary>Reads a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="dtype">The dtype to compute in; the weights' own unless given.</param>
    /// <exception cref="ModelFileException">A file is missing or broken, or the weights are not those of the configuration.</exception>
    public static DecoderTransformer Load(string directory, ScalarType? dtype = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var config = TransformerConfigFile.Load(Path.Combine(directory, ConfigFile));
        var files = new List<SafetensorsFile>();
        try
        {
            foreach (var path in WeightFiles(directory)) files.Add(SafetensorsFile.Open(path));
            var model = new DecoderTransformer(config, StoredDtype(files));
            ModelWeights.Load(model, files);
            return dtype is { } wanted && wanted != model.Dtype ? Convert(model, wanted) : model;
        }
        finally
        {
            foreach (var file in files) file.Dispose();
        }
    }

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c>.</summary>
    /// <param name="model">The transformer.</param>
    /// <param name="directory">Created where it does not exist; the files are overwritten.</param>
    public static void Save(DecoderTransformer model, string directory)
    {
        ArgumentNullException.ThrowIfNull(model);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, ConfigFile), TransformerConfigFile.Serialize(model.Config));
        using var output = File.Create(Path.Combine(directory, WeightsFile));
        SafetensorsWriter.Write(output, model.state_dict(), new Dictionary<string, string> { ["format"] = "pt" });
    }

    private static IEnumerable<string> WeightFiles(string directory)
    {
        var index = Path.Combine(directory, IndexFile);
        if (!File.Exists(index)) return [Path.Combine(directory, WeightsFile)];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(index), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var names = document.RootElement.GetProperty("weight_map").EnumerateObject().Select(pair => pair.Value.GetString()!).Distinct().Order(StringComparer.Ordinal).ToArray();
            return [.. names.Select(name => Path.Combine(directory, RequirePlainName(name, index)))];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            throw new ModelFileException(index, "InvalidIndex", "an object with a weight_map of tensor names to file names", exception.Message, exception);
        }
    }

    private static string RequirePlainName(string name, string index) => Path.GetFileName(name) == name && name.Length > 0
        ? name
        : throw new ModelFileException(index, "InvalidIndex", "file names in the same directory", $"'{name}'");

    // The most common dtype of the matrices; a tensor of another one is then reported as a difference.
    private static ScalarType StoredDtype(List<SafetensorsFile> files)
    {
        var common = files.SelectMany(file => file.Header.Tensors).CountBy(entry => entry.Dtype).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).FirstOrDefault("F32");
        return SafetensorsDtype.ToScalarType(common) is { } type && torch.is_floating_point(type)
            ? type
            : throw new ModelFileException(files[0].Path, nameof(SafetensorsCheck.UnsupportedDtype), "weights in F64, F32, F16 or BF16", common);
    }

    private static DecoderTransformer Convert(DecoderTransformer model, ScalarType dtype)
    {
        using (model)
        {
            var converted = new DecoderTransformer(model.Config, dtype);
            using var noGrad = torch.no_grad();
            using var scope = torch.NewDisposeScope();
            var targets = converted.state_dict();
            foreach (var (name, value) in model.state_dict()) targets[name].copy_(value);
            return converted;
        }
    }
}
