using System.Security.Cryptography;

namespace Align.Training.Checkpoints;

/// <summary>Reads a checkpoint's directory whole and compares it with its manifest.</summary>
internal static class CheckpointVerification
{
    /// <summary>The checkpoint of <paramref name="step"/> in <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">It is not whole; the message says why in one sentence.</exception>
    public static Checkpoint Verify(string path, long step)
    {
        try
        {
            var manifest = ReadManifest(path);
            if (manifest.Step != step)
            {
                throw new InvalidDataException($"its manifest is that of step {manifest.Step}");
            }
            RequireSameNames(path, manifest);
            foreach (var file in manifest.Files)
            {
                RequireSameContent(path, file);
            }
            return new Checkpoint(step, path, manifest.ConfigHash, [.. manifest.Files.Select(file => file.Name)]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"it cannot be read: {failure.Message}", failure);
        }
    }

    private static CheckpointManifest ReadManifest(string path)
    {
        var file = new FileInfo(Path.Combine(path, CheckpointManifest.FileName));
        if (!file.Exists)
        {
            throw new InvalidDataException($"it has no {CheckpointManifest.FileName}: it was never finished, or the file was removed");
        }
        return file.Length <= CheckpointManifest.LargestBytes
            ? CheckpointManifest.Parse(File.ReadAllBytes(file.FullName))
            : throw new InvalidDataException($"{CheckpointManifest.FileName} has {file.Length} bytes; the limit is {CheckpointManifest.LargestBytes}");
    }

    private static void RequireSameNames(string path, CheckpointManifest manifest)
    {
        var present = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)!)
            .Where(name => name != CheckpointManifest.FileName).ToHashSet();
        var listed = manifest.Files.Select(file => file.Name).ToHashSet();
        if (listed.Except(present).Order().FirstOrDefault() is { } missing)
        {
            throw new InvalidDataException($"'{missing}' is missing");
        }
        if (present.Except(listed).Order().FirstOrDefault() is { } stray)
        {
            throw new InvalidDataException($"'{stray}' is not in its manifest");
        }
    }

    private static void RequireSameContent(string path, CheckpointFile file)
    {
        using var stream = new FileStream(Path.Combine(path, file.Name), FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length != file.Size)
        {
            throw new InvalidDataException($"'{file.Name}' has {stream.Length} bytes and should have {file.Size}");
        }
        if (Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Sha256)
        {
            throw new InvalidDataException($"the content of '{file.Name}' does not match its SHA-256");
        }
    }
}
