using System.Text.RegularExpressions;

namespace Align.Training.Checkpoints;

/// <summary>The checkpoints of a run: each is whole or does not exist, whenever the process or the machine dies.</summary>
/// <remarks>
/// A save writes <c>step-000123.tmp</c>, flushes each file to the disk, writes <c>manifest.json</c> (size and SHA-256 of each
/// file, format version, hash of the configuration) last, flushes the directory, renames it to <c>step-000123</c>, flushes the
/// parent, and only then removes older checkpoints. Files are safetensors and JSON at the writers' choice; nothing in a
/// checkpoint is ever executed. One process writes to a store at a time.
/// </remarks>
public sealed partial class CheckpointStore
{
    private readonly string _root;
    private readonly int _keep;
    private readonly ICheckpointDisk _disk;

    /// <summary>The store in the directory <paramref name="root"/>, which the first save creates.</summary>
    /// <param name="root">The directory of all checkpoints of a run.</param>
    /// <param name="keep">How many checkpoints stay, the newest ones; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keep"/> is below 1.</exception>
    public CheckpointStore(string root, int keep)
        : this(root, keep, new LocalDisk())
    {
    }

    internal CheckpointStore(string root, int keep, ICheckpointDisk disk)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        (_root, _keep, _disk) = (Path.GetFullPath(root), keep, disk);
    }

    /// <summary>The steps that have a checkpoint, whole or damaged, newest first.</summary>
    public IReadOnlyList<long> Steps => CheckpointLayout.Steps(_root);

    /// <summary>Saves a checkpoint and removes what is no longer kept.</summary>
    /// <remarks>
    /// A checkpoint of the same step is replaced. Checkpoints of later steps are removed: the run was taken back to before
    /// them, and they belong to a history that is no longer its own.
    /// </remarks>
    /// <param name="step">The run's step; 0 or above.</param>
    /// <param name="configHash">The hash of the run's configuration.</param>
    /// <param name="parts">The files; names are distinct.</param>
    /// <exception cref="ArgumentException">A name is not legal or comes twice.</exception>
    /// <exception cref="CheckpointException">The disk refused. Every checkpoint that was whole before is still there and whole; the message says whether the new one was saved.</exception>
    public Checkpoint Save(long step, string configHash, IReadOnlyList<CheckpointPart> parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentNullException.ThrowIfNull(configHash);
        ArgumentNullException.ThrowIfNull(parts);
        RequireLegalNames(parts);
        var path = CheckpointLayout.PathOf(_root, step);
        Guarded(path, "cannot be written", () => Write(step, configHash, parts), () => Discard(CheckpointLayout.UnfinishedPathOf(_root, step)));
        Guarded(path, "was saved, but older ones cannot be removed", () => Prune(step));
        FaultPoint.At("checkpoint.after-save");
        return new Checkpoint(step, path, configHash, [.. parts.Select(part => part.Name)]);
    }

    /// <summary>The newest checkpoint that verifies, and what is wrong with the newer ones. Changes nothing on the disk.</summary>
    public CheckpointSearch FindNewest()
    {
        var skipped = new List<SkippedCheckpoint>();
        foreach (var step in Steps)
        {
            var path = CheckpointLayout.EffectivePathOf(_root, step);
            try
            {
                return new CheckpointSearch(CheckpointVerification.Verify(path, step), skipped);
            }
            catch (InvalidDataException failure)
            {
                skipped.Add(new SkippedCheckpoint(step, path, failure.Message));
            }
        }
        return new CheckpointSearch(null, skipped);
    }

    /// <summary>The checkpoint of <paramref name="step"/>, verified; never another one.</summary>
    /// <exception cref="CheckpointException">There is none of that step, or it does not verify.</exception>
    public Checkpoint Open(long step)
    {
        if (!Steps.Contains(step))
        {
            var others = Steps.Count == 0 ? "there is none of any step" : $"there are those of steps {string.Join(", ", Steps)}";
            throw new CheckpointException(CheckpointLayout.PathOf(_root, step), $"there is no checkpoint of step {step}; {others}", "name one of the existing steps");
        }
        var path = CheckpointLayout.EffectivePathOf(_root, step);
        try
        {
            return CheckpointVerification.Verify(path, step);
        }
        catch (InvalidDataException failure)
        {
            throw new CheckpointException(path, $"the checkpoint is not usable: {failure.Message}", "name another step, or none to take the newest whole checkpoint", failure);
        }
    }

    /// <summary>Removes what a killed save left behind. A save does this by itself; a reader need not.</summary>
    /// <exception cref="CheckpointException">The disk refused.</exception>
    public void RemoveUnfinished() => Guarded(_root, "cannot be cleaned", CleanUp);

    private void Write(long step, string configHash, IReadOnlyList<CheckpointPart> parts)
    {
        Directory.CreateDirectory(_root);
        CleanUp();
        RequireSpace(parts.Sum(part => part.ExpectedBytes));
        var unfinished = CheckpointLayout.UnfinishedPathOf(_root, step);
        Directory.CreateDirectory(unfinished);
        FaultPoint.At("checkpoint.before-files");
        var files = new List<CheckpointFile>();
        foreach (var part in parts)
        {
            files.Add(WriteFile(unfinished, part.Name, part.Write));
            FaultPoint.At("checkpoint.after-file");
        }
        FaultPoint.At("checkpoint.before-manifest");
        var manifest = CheckpointManifest.Create(step, configHash, files).ToBytes();
        WriteFile(unfinished, CheckpointManifest.FileName, stream => stream.Write(manifest));
        FaultPoint.At("checkpoint.before-sync");
        _disk.FlushDirectory(unfinished);
        FaultPoint.At("checkpoint.before-rename");
        MoveIntoPlace(step);
        FaultPoint.At("checkpoint.before-parent-sync");
        _disk.FlushDirectory(_root);
    }

    private CheckpointFile WriteFile(string directory, string name, Action<Stream> write)
    {
        using var file = _disk.Create(Path.Combine(directory, name));
        using var hashing = new HashingStream(file);
        write(hashing);
        _disk.Flush(file);
        return hashing.Describe(name);
    }

    private void MoveIntoPlace(long step)
    {
        var (path, replaced) = (CheckpointLayout.PathOf(_root, step), CheckpointLayout.ReplacedPathOf(_root, step));
        if (Directory.Exists(path))
        {
            Directory.Move(path, replaced);
            FaultPoint.At("checkpoint.between-renames");
        }
        Directory.Move(CheckpointLayout.UnfinishedPathOf(_root, step), path);
    }

    private void Prune(long saved)
    {
        FaultPoint.At("checkpoint.before-prune");
        CleanUp();
        var kept = Steps.Where(step => step <= saved).Take(_keep).ToHashSet();
        foreach (var step in Steps.Where(step => !kept.Contains(step)))
        {
            Remove(CheckpointLayout.PathOf(_root, step), step);
        }
    }

    private void CleanUp()
    {
        foreach (var unfinished in CheckpointLayout.UnfinishedPaths(_root))
        {
            Directory.Delete(unfinished, recursive: true);
        }
        foreach (var step in CheckpointLayout.ReplacedSteps(_root))
        {
            var (path, replaced) = (CheckpointLayout.PathOf(_root, step), CheckpointLayout.ReplacedPathOf(_root, step));
            if (Directory.Exists(path))
            {
                Remove(replaced, step);
            }
            else
            {
                Directory.Move(replaced, path);
            }
        }
    }

    // Renamed first, so that a removal cut short leaves no checkpoint with holes.
    private void Remove(string path, long step)
    {
        var unfinished = CheckpointLayout.UnfinishedPathOf(_root, step);
        Directory.Move(path, unfinished);
        Directory.Delete(unfinished, recursive: true);
    }

    private void RequireSpace(long needed)
    {
        var available = _disk.AvailableBytes(_root);
        if (needed > available)
        {
            throw new IOException($"it needs about {needed} bytes and the disk has {available} free");
        }
    }

    private static void Discard(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It counts as nothing as long as it lies there, and the next save removes it; the first failure is the one to report.
        }
    }

    private static void Guarded(string path, string verb, Action action, Action? undo = null)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            undo?.Invoke();
            throw new CheckpointException(path, $"the checkpoint {verb}: {failure.Message}", "free space on the disk, or make the directory writable", failure);
        }
        catch
        {
            undo?.Invoke();
            throw;
        }
    }

    private static void RequireLegalNames(IReadOnlyList<CheckpointPart> parts)
    {
        var names = new HashSet<string> { CheckpointManifest.FileName };
        foreach (var part in parts)
        {
            if (!LegalName().IsMatch(part.Name) || !names.Add(part.Name))
            {
                throw new ArgumentException($"'{part.Name}' cannot name a file of a checkpoint: it holds other characters than letters, digits, dot, hyphen and underscore, or comes twice, or is {CheckpointManifest.FileName}.", nameof(parts));
            }
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex LegalName();
}
