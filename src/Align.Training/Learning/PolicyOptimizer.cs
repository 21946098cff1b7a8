using System.Globalization;
using Align.Models;
using Align.Models.Safetensors;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>AdamW over groups of parameters (Loshchilov and Hutter 2017, arXiv:1711.05101), with gradient clipping and the rule for numbers that are not finite.</summary>
/// <remarks>A step whose loss or gradient norm is not finite is skipped: weights and moments stay as they were and the schedule does not advance.</remarks>
internal sealed class PolicyOptimizer : IStageMemory, IDisposable
{
    /// <summary>Steps in a row that may be skipped before the run ends.</summary>
    public const int MaxSkippedInARow = 3;

    private const string StepsKey = "steps";
    private const string SkippedKey = "skipped_in_a_row";
    private readonly AdamW _optimizer;
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly OptimizerConfig _config;
    private readonly LearningRateSchedule _schedule;

    /// <summary>An optimizer without moments.</summary>
    /// <param name="groups">In the order in which moments are saved; see <see cref="ParameterGroup.Of"/> for those of a module.</param>
    /// <param name="config">AdamW's constants, the clip norm and the schedule; each group brings its own weight decay.</param>
    /// <param name="totalSteps">Optimizer steps of the stage, for schedules that decay.</param>
    /// <param name="name">Names its file in checkpoints, where a stage has several.</param>
    public PolicyOptimizer(IReadOnlyList<ParameterGroup> groups, OptimizerConfig config, long totalSteps, string name = "optimizer")
    {
        _groups = [.. groups.Where(group => group.Parameters.Count > 0)];
        _parameters = [.. _groups.SelectMany(group => group.Parameters)];
        _config = config;
        Name = name;
        _schedule = new LearningRateSchedule(config.LearningRate, config.WarmupSteps, totalSteps, config.LrSchedulerType);
        _optimizer = optim.AdamW([.. _groups.Select(group => new AdamW.ParamGroup(
            group.Parameters, config.LearningRate * group.RateFactor, config.AdamBeta1, config.AdamBeta2, config.AdamEpsilon, group.WeightDecay))]);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long ExpectedBytes => 2 * _parameters.Sum(parameter => parameter.numel() * parameter.ElementSize);

    /// <summary>Optimizer steps taken; skipped ones do not count.</summary>
    public long Steps { get; private set; }

    /// <summary>Steps skipped since the last one taken.</summary>
    public int SkippedInARow { get; private set; }

    /// <summary>Whether so many steps in a row were skipped that the run must end; a later step that is taken does not change it.</summary>
    public bool IsExhausted { get; private set; }

    private IEnumerable<AdamW.State> States => _optimizer.state_dict().State.Cast<AdamW.State>();

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGrad() => _optimizer.zero_grad();

    /// <summary>Clips the gradient of all groups together and takes the step, unless the loss or the gradient is not finite.</summary>
    /// <param name="loss">The loss of the step.</param>
    /// <param name="metrics">Takes down what happened.</param>
    /// <param name="rateFactor">Multiplies the scheduled learning rate in this step.</param>
    /// <returns>Whether the weights changed.</returns>
    public bool Step(double loss, StepMetrics metrics, double rateFactor = 1)
    {
        var learningRate = _schedule.At(Steps) * rateFactor;
        var norm = nn.utils.clip_grad_norm_(_parameters, _config.MaxGradNorm);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            SkippedInARow++;
            IsExhausted |= SkippedInARow >= MaxSkippedInARow;
            metrics.AddSkipped(learningRate);
            return false;
        }
        foreach (var (group, own) in _optimizer.ParamGroups.Zip(_groups))
        {
            group.LearningRate = learningRate * own.RateFactor;
        }
        _optimizer.step();
        (Steps, SkippedInARow) = (Steps + 1, 0);
        metrics.AddApplied(loss, norm, learningRate);
        return true;
    }

    /// <summary>Writes moments and counters as safetensors.</summary>
    public void Write(Stream output) => SafetensorsWriter.Write(output, Moments(), new Dictionary<string, string>
    {
        [StepsKey] = Steps.ToString(CultureInfo.InvariantCulture),
        [SkippedKey] = SkippedInARow.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Takes moments and counters from what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is broken or belongs to other parameters.</exception>
    public void Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var moments = Moments();
        if (!moments.Keys.ToHashSet().SetEquals(file.Header.Tensors.Select(entry => entry.Name)))
        {
            throw new ModelFileException(path, "OptimizerMismatch", $"the {moments.Count} moments of the model's parameters", $"{file.Header.Tensors.Length} tensors of other names");
        }
        foreach (var (name, moment) in moments)
        {
            moment.copy_(file.Read(name));
        }
        Steps = long.Parse(file.Header.Metadata[StepsKey], CultureInfo.InvariantCulture);
        SkippedInARow = int.Parse(file.Header.Metadata[SkippedKey], CultureInfo.InvariantCulture);
        foreach (var state in States)
        {
            state.step = Steps;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private Dictionary<string, Tensor> Moments()
    {
        var moments = new Dictionary<string, Tensor>();
        foreach (var (index, state) in States.Index())
        {
            moments[$"exp_avg.{index}"] = state.exp_avg;
            moments[$"exp_avg_sq.{index}"] = state.exp_avg_sq;
        }
        return moments;
    }
}
