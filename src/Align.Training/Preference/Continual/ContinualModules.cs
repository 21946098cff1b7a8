using System.Text.Json;
using System.Text.Json.Serialization;
using Align.Models.Adapters;
using Align.Models.Safetensors;
using Align.Training.Learning;

namespace Align.Training.Preference.Continual;

/// <summary>What a continual stage has behind it: the fast adapter of each closed domain, the coefficients that combine them, and the accuracies measured.</summary>
internal sealed class ContinualModules : IStageMemory, IDisposable
{
    private const string HistoryKey = "history";

    private readonly LoraAdapter[] _saved;

    /// <summary>Nothing is behind yet.</summary>
    /// <param name="like">The shape of the adapters that are saved; <see langword="null"/> where none are.</param>
    /// <param name="domains">How many there will be.</param>
    public ContinualModules(LoraAdapter? like, int domains) =>
        _saved = like is null ? [] : [.. Enumerable.Range(0, domains).Select(_ => like.Copy())];

    /// <summary>What is known beside tensors.</summary>
    public ContinualHistory History { get; private set; } = new([], [], [], ServesCombination: false);

    /// <summary>The adapters of the closed domains.</summary>
    public IReadOnlyList<LoraAdapter> Closed => _saved[..History.Coefficients.Length];

    /// <summary>The combination of the closed domains' adapters; <see langword="null"/> where there is none.</summary>
    public LoraAdapter? Combined { get; private set; }

    /// <inheritdoc/>
    public string Name => "domains";

    /// <inheritdoc/>
    public long ExpectedBytes => _saved.Sum(adapter => adapter.Parameters.Sum(parameter => parameter.numel() * parameter.ElementSize));

    /// <summary>Saves the adapter of the next domain.</summary>
    /// <returns>The adapters of all closed domains, this one included.</returns>
    public IReadOnlyList<LoraAdapter> Save(LoraAdapter fast)
    {
        var place = History.Coefficients.Length;
        _saved[place].CopyFrom(fast);
        return _saved[..(place + 1)];
    }

    /// <summary>Combines the closed domains' adapters anew.</summary>
    /// <param name="coefficients">One each.</param>
    public LoraAdapter Combine(double[] coefficients)
    {
        History = History with { Coefficients = coefficients, ServesCombination = true };
        return Combined = NewCombination();
    }

    /// <summary>The next domain begins: its own adapter is served again.</summary>
    public void Begin() => History = History with { ServesCombination = false };

    /// <summary>Takes down a measurement: the first is that before the first domain.</summary>
    public void Measured(double[] accuracies) => History = History.Before.Length == 0
        ? History with { Before = accuracies }
        : History with { Accuracies = [.. History.Accuracies, accuracies] };

    /// <inheritdoc/>
    public void Write(Stream output) => SafetensorsWriter.Write(
        output, AdapterMemory.TensorsOf(_saved), new Dictionary<string, string> { [HistoryKey] = JsonSerializer.Serialize(History) });

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        TensorFile.Fill(file, AdapterMemory.TensorsOf(_saved));
        History = JsonSerializer.Deserialize<ContinualHistory>(file.Header.Metadata[HistoryKey])!;
        if (History.Coefficients.Length > 0)
        {
            Combined = NewCombination();
        }
    }

    private LoraAdapter NewCombination()
    {
        Combined?.Dispose();
        return LoraAdapter.Combine([.. _saved[..History.Coefficients.Length].Zip(History.Coefficients)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Combined?.Dispose();
        Array.ForEach(_saved, adapter => adapter.Dispose());
    }
}

/// <summary>The numbers of a continual stage.</summary>
/// <param name="Before">Accuracy on each domain before the first was learned; empty until it is measured.</param>
/// <param name="Accuracies">Row i: accuracy on each domain after domain i.</param>
/// <param name="Coefficients">Of the closed domains' adapters; empty where they are not combined.</param>
/// <param name="ServesCombination">Whether the combination is served, rather than the adapter of the domain under way.</param>
internal sealed record ContinualHistory(double[] Before, double[][] Accuracies, double[] Coefficients, [property: JsonRequired] bool ServesCombination);
