using System.Globalization;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Adapters;
using Align.Models.Safetensors;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference.Ofs;

/// <summary>The two adapters of OFS-DPO, which of them is in the fast role now, and the window after which the roles may change.</summary>
/// <remarks>Both begin with the same values; roles move, adapters and their optimizers do not.</remarks>
internal sealed class OfsModules : IStageMemory, IDisposable
{
    private const string FastKey = "fast";
    private const string SwapsKey = "swaps";
    private const string StepsKey = "window_steps";
    private const string FastSumKey = "window_fast_loss";
    private const string SlowSumKey = "window_slow_loss";

    private readonly FrozenPolicy _frozen;
    private readonly int _window;
    private int _steps;
    private double _fastSum;
    private double _slowSum;

    /// <summary>Two new adapters, which change nothing yet; the first is fast and served.</summary>
    /// <param name="frozen">What they adapt; not owned.</param>
    /// <param name="lora">Their shape.</param>
    /// <param name="window">Optimizer steps between looks at the roles.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage's place in the run.</param>
    public OfsModules(FrozenPolicy frozen, LoraConfig lora, int window, long seed, int stage)
    {
        (_frozen, _window) = (frozen, window);
        var first = frozen.NewAdapter(lora, seed, stage, index: 0);
        Adapters = [first, first.Copy()];
        frozen.Serve(first);
    }

    /// <summary>The adapters, X and Y.</summary>
    public IReadOnlyList<LoraAdapter> Adapters { get; }

    /// <summary>The place of the one in the fast role.</summary>
    public int FastIndex { get; private set; }

    /// <summary>The adapter in the fast role.</summary>
    public LoraAdapter Fast => Adapters[FastIndex];

    /// <summary>How often the roles have changed.</summary>
    public int Swaps { get; private set; }

    /// <inheritdoc/>
    public string Name => "ofs_modules";

    /// <inheritdoc/>
    public long ExpectedBytes => Adapters.Sum(adapter => adapter.Parameters.Sum(parameter => parameter.numel() * parameter.ElementSize));

    /// <summary>Takes down a step; at the window's end the roles change if the slow adapter had the lower mean DPO loss.</summary>
    /// <param name="fastLoss">Mean DPO loss of the fast adapter in this step.</param>
    /// <param name="slowLoss">Of the slow one.</param>
    public void Observe(double fastLoss, double slowLoss)
    {
        (_steps, _fastSum, _slowSum) = (_steps + 1, _fastSum + fastLoss, _slowSum + slowLoss);
        if (_steps < _window)
        {
            return;
        }
        if (OfsDpo.ShouldSwap(_fastSum / _steps, _slowSum / _steps))
        {
            FastIndex = 1 - FastIndex;
            Swaps++;
            _frozen.Serve(Fast);
        }
        (_steps, _fastSum, _slowSum) = (0, 0, 0);
    }

    /// <summary>Gives both adapters the values of another, and the first one the fast role; a window begins.</summary>
    public void BeginFrom(LoraAdapter start)
    {
        foreach (var adapter in Adapters)
        {
            adapter.CopyFrom(start);
        }
        (FastIndex, _steps, _fastSum, _slowSum) = (0, 0, 0, 0);
        _frozen.Serve(Fast);
    }

    /// <inheritdoc/>
    public void Write(Stream output) => SafetensorsWriter.Write(output, AdapterMemory.TensorsOf(Adapters), new Dictionary<string, string>
    {
        [FastKey] = FastIndex.ToString(CultureInfo.InvariantCulture),
        [SwapsKey] = Swaps.ToString(CultureInfo.InvariantCulture),
        [StepsKey] = _steps.ToString(CultureInfo.InvariantCulture),
        [FastSumKey] = _fastSum.ToString("R", CultureInfo.InvariantCulture),
        [SlowSumKey] = _slowSum.ToString("R", CultureInfo.InvariantCulture),
    });

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        TensorFile.Fill(file, AdapterMemory.TensorsOf(Adapters));
        var metadata = file.Header.Metadata;
        (FastIndex, Swaps, _steps) = (Whole(FastKey), Whole(SwapsKey), Whole(StepsKey));
        (_fastSum, _slowSum) = (Number(FastSumKey), Number(SlowSumKey));
        _frozen.Serve(Fast);

        int Whole(string key) => int.Parse(metadata[key], CultureInfo.InvariantCulture);
        double Number(string key) => double.Parse(metadata[key], CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var adapter in Adapters)
        {
            adapter.Dispose();
        }
    }
}
