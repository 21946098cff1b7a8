using Align.Core;
using Align.Models.Generation;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Configuration.Planning;
using Align.Training.Evaluation;
using Align.Training.Learning;
using Align.Training.Rollouts;
using Align.Training.Verification;

namespace Align.Training.Supervision;

/// <summary>One evaluation of the weights as they are: held-out prompts, several completions each, pass@k with intervals.</summary>
/// <remarks>Prompts and random streams depend on the seed alone, so that two checkpoints are compared on the same draws.</remarks>
internal sealed class EvaluationStage : ReceiveActor
{
    private readonly RunServices _services;
    private readonly EvaluateStageConfig _config;
    private readonly string _name;
    private readonly string? _file;
    private readonly StepTimer _timer;
    private IActorRef _supervisor = ActorRefs.Nobody;
    private bool _answered;
    private bool _hasWarned;

    /// <summary>An evaluation.</summary>
    /// <param name="collector">Makes completions and has them judged.</param>
    /// <param name="services">The run.</param>
    /// <param name="questions">The part of the held-out prompts that is asked.</param>
    /// <param name="config">What is evaluated.</param>
    /// <param name="name">The stage's name.</param>
    /// <param name="sampling">How completions are sampled.</param>
    /// <param name="file">Where what was found at each prompt is written; <see langword="null"/> for nowhere.</param>
    public EvaluationStage(
        IActorRef collector, RunServices services, HeldOutPrompts questions, EvaluateStageConfig config, string name, SamplingOptions sampling, string? file)
    {
        (_services, _config, _name, _file, _timer) = (services, config, name, file, new StepTimer(services.Time));
        Receive<DoStep>(_ =>
        {
            _supervisor = Sender;
            _answered = false;
            FaultPoint.At("evaluation.begin");
            _timer.Restart();
            var prompts = questions.Draw(services.Config.Seed, config.NumPrompts);
            collector.Tell(new CollectRollouts(
                RandomPurpose.Evaluation, 0, prompts, [.. prompts.Select(_ => config.NumGenerations)], sampling));
        });
        Receive<RolloutsCollected>(collected => !_answered, Finish);
        Receive<DropStep>(_ => !_answered, _ =>
        {
            _answered = true;
            _supervisor.Tell(new StepDropped());
        });
    }

    private void Finish(RolloutsCollected collected)
    {
        _answered = true;
        _timer.Record("evaluation", collected.GenerationSeconds + collected.RewardSeconds);
        var task = _services.Components.Rewards[0].Reward;
        var divergence = ReferenceDivergence.Of(_services.State, collected.Groups, _config.Sampling.Temperature, _services.Config.Runtime.RolloutBatchSize);
        var results = PromptResults.Of(collected.Groups, _config, task.Name, IAnswerNaming.Of(task), divergence);
        Write(results);
        WarnOfFaults(results, task.Name);
        var report = new EvaluationTable(_config, _services.Config.Seed).Of(_name, results, task.Name);
        var metrics = EvaluationMetrics.Of(report);
        RolloutMetrics.AddTo(metrics, collected.Groups);
        _timer.AddTo(metrics, report.Tokens);
        _supervisor.Tell(new StepFinished(metrics, report.Tokens, RolloutMetrics.FirstOfEach(collected.Groups, _services.Config.Logging.SamplesPerStep), report)
        {
            Faults = RewardFaults.Of(collected.Groups),
        });
    }

    private void WarnOfFaults(PromptResult[] results, string task)
    {
        if (!_hasWarned && results.FirstOrDefault(result => result.ExtractorFaults > 0) is { } first)
        {
            _hasWarned = true;
            var faults = results.Sum(result => result.ExtractorFaults);
            _services.Observer.OnEvent(new RunEvent.Warning(
                $"{_name}: reward '{task}' failed to name the answers of {Counted.Of(faults, "completion")}, which vote for nothing; at prompt {first.Prompt} it said {first.ExtractorFault}"));
        }
    }

    private void Write(PromptResult[] results)
    {
        try
        {
            if (_file is not null)
            {
                EvaluationFile.Write(_file, results);
            }
        }
        catch (IOException failure)
        {
            _services.Observer.OnEvent(new RunEvent.Warning($"what {_name} found at each prompt was not written: {failure.Message}"));
        }
    }
}
