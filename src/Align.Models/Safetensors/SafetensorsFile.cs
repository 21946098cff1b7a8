using Microsoft.Win32.SafeHandles;

namespace Align.Models.Safetensors;

/// <summary>An open safetensors file whose header has passed every check. Tensors are read one by one, straight into their own memory.</summary>
/// <remarks>Files may be larger than 2 GiB. The file is opened for shared reading and must not change while it is open.</remarks>
public sealed class SafetensorsFile : IDisposable
{
    private const int ChunkBytes = 1 << 26;
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, SafetensorsEntry> _entries;

    private SafetensorsFile(SafeFileHandle file, string path, SafetensorsHeader header)
    {
        _file = file;
        Path = path;
        Header = header;
        _entries = header.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The verified header.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Opens a file and checks its header and geometry. No tensor is read.</summary>
    /// <exception cref="ModelFileException">The file cannot be opened, or a check refused it.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle? file = null;
        try
        {
            file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new SafetensorsFile(file, path, SafetensorsHeaderReader.Read(file, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new ModelFileException(path, nameof(SafetensorsCheck.Unreadable), "a readable file", exception.Message, exception);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Reads one tensor to the CPU, in the file's dtype and shape. The caller owns it.</summary>
    /// <param name="name">A name of <see cref="Header"/>.</param>
    /// <param name="requireFinite">Refuse NaN and infinities.</param>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    /// <exception cref="ModelFileException">The dtype cannot be loaded, the file ended early, or a value is not finite.</exception>
    public Tensor Read(string name, bool requireFinite = false)
    {
        var entry = _entries.TryGetValue(name, out var found)
            ? found
            : throw new KeyNotFoundException($"{Path} has no tensor '{name}'");
        var type = SafetensorsDtype.ToScalarType(entry.Dtype)
            ?? throw SafetensorsHeaderReader.Refuse(Path, SafetensorsCheck.UnsupportedDtype, $"tensor '{name}' to have one of {SafetensorsDtype.Loadable}", entry.Dtype);
        var tensor = torch.empty([.. entry.Shape], dtype: type);
        try
        {
            Fill(tensor, entry);
            if (requireFinite) RefuseNonFinite(tensor, name);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void Fill(Tensor tensor, SafetensorsEntry entry)
    {
        if (entry.ByteCount == 0) return;
        using var scope = torch.NewDisposeScope();
        var flat = tensor.view(-1);
        var elementBytes = entry.ByteCount / flat.shape[0];
        var step = ChunkBytes / elementBytes;
        for (var start = 0L; start < flat.shape[0]; start += step)
        {
            var count = Math.Min(step, flat.shape[0] - start);
            SafetensorsHeaderReader.ReadExactly(_file, Path, flat.narrow(0, start, count).bytes, Header.DataStart + entry.Begin + (start * elementBytes));
        }
    }

    private void RefuseNonFinite(Tensor tensor, string name)
    {
        if (!tensor.is_floating_point() || tensor.numel() == 0) return;
        using var scope = torch.NewDisposeScope();
        var flat = tensor.view(-1);
        var finite = torch.isfinite(flat);
        if (finite.all().item<bool>()) return;
        var index = finite.logical_not().to(ScalarType.Byte).argmax().item<long>();
        throw SafetensorsHeaderReader.Refuse(Path, SafetensorsCheck.NonFiniteValue, $"tensor '{name}' to be finite", $"{flat[index].to(ScalarType.Float32).item<float>()} at flat index {index} of {ShapeOf(tensor)}");

        static string ShapeOf(Tensor value) => $"[{string.Join(", ", value.shape)}]";
    }
}
