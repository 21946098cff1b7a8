using Align.Models;
using Align.Models.Safetensors;

namespace Align.Training.Learning;

/// <summary>Reads tensors of a stage's memory back into their places.</summary>
internal static class TensorFile
{
    /// <summary>Fills tensors from a file that holds all of them and nothing else.</summary>
    /// <param name="path">Safetensors.</param>
    /// <param name="tensors">By name.</param>
    /// <exception cref="ModelFileException">The file is broken, or holds others.</exception>
    public static void Fill(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var file = SafetensorsFile.Open(path);
        Fill(file, tensors);
    }

    /// <inheritdoc cref="Fill(string, IReadOnlyDictionary{string, Tensor})"/>
    public static void Fill(SafetensorsFile file, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var found = file.Header.Tensors.Select(entry => entry.Name).ToHashSet();
        if (!found.SetEquals(tensors.Keys))
        {
            throw new ModelFileException(file.Path, "MemoryMismatch", $"the {tensors.Count} tensors that the stage remembers", $"{found.Count} tensors, some of other names");
        }
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in tensors)
        {
            tensor.copy_(file.Read(name));
        }
    }
}
