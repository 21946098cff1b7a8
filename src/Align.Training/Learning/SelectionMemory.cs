using Align.Algorithms.PromptSelection;
using Align.Models;
using Align.Models.Safetensors;

namespace Align.Training.Learning;

/// <summary>What a prompt selection has learned, in the stage's checkpoints: each column a tensor of its own.</summary>
internal sealed class SelectionMemory(IPromptSelection selection) : IStageMemory
{
    private const string IntegersPrefix = "integers.";
    private const string NumbersPrefix = "numbers.";

    /// <inheritdoc/>
    public string Name => "selection";

    /// <inheritdoc/>
    public long ExpectedBytes
    {
        get
        {
            var state = selection.Save();
            return sizeof(long) * (state.Integers.Values.Sum(column => (long)column.Length) + state.Numbers.Values.Sum(column => (long)column.Length));
        }
    }

    /// <inheritdoc/>
    public void Write(Stream output)
    {
        using var scope = NewDisposeScope();
        var state = selection.Save();
        SafetensorsWriter.Write(output, state.Integers.Select(column => KeyValuePair.Create(IntegersPrefix + column.Key, tensor(column.Value)))
            .Concat(state.Numbers.Select(column => KeyValuePair.Create(NumbersPrefix + column.Key, tensor(column.Value))))
            .ToDictionary());
    }

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(path);
        var names = file.Header.Tensors.Select(entry => entry.Name).ToArray();
        var state = new SelectionState(
            names.Where(name => name.StartsWith(IntegersPrefix, StringComparison.Ordinal)).ToDictionary(name => name[IntegersPrefix.Length..], name => file.Read(name).data<long>().ToArray()),
            names.Where(name => name.StartsWith(NumbersPrefix, StringComparison.Ordinal)).ToDictionary(name => name[NumbersPrefix.Length..], name => file.Read(name).data<double>().ToArray()));
        try
        {
            selection.Restore(state);
        }
        catch (ArgumentException mismatch)
        {
            throw new ModelFileException(path, "SelectionMismatch", "the state of the stage's selector", mismatch.Message);
        }
    }
}
