using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Training.Learning;

/// <summary>The policy's only writer: takes what a step learns from and answers with what it did. The mathematics is in the updates that it calls.</summary>
internal sealed class Learner : ReceiveActor
{
    private readonly RunServices _services;
    private Func<TrainSupervised, StepMetrics>? _supervised;
    private Func<TrainPolicy, StepMetrics>? _policy;

    /// <summary>A learner over the run's state.</summary>
    public Learner(RunServices services)
    {
        _services = services;
        Receive<BeginStage>(Begin);
        Receive<TrainSupervised>(lesson => Train(lesson, lesson.Clock, _supervised!, withKl: false));
        Receive<TrainPolicy>(lesson => Train(lesson, lesson.Clock, _policy!, withKl: _services.State.Reference is not null));
    }

    private void Begin(BeginStage begin)
    {
        if (begin.FirstStep == 0)
        {
            _services.State.Begin(begin.Config);
        }
        _supervised = begin.Config is SftStageConfig sft
            ? new SupervisedUpdate(_services.State, sft).Run : null;
        _policy = begin.Config is GrpoStageConfig grpo
            ? new PolicyUpdate(_services.State, grpo, _services.Config.Seed).Run : null;
        Sender.Tell(new StageBegun());
    }

    private void Train<TLesson>(TLesson lesson, TrainingClock clock, Func<TLesson, StepMetrics> update, bool withKl)
    {
        FaultPoint.At("learner.step");
        set_num_threads(_services.Config.Runtime.Threads);
        var metrics = update(lesson).ToDictionary(withKl);
        if (_services.State.Optimizer!.IsExhausted)
        {
            throw new NonFiniteStepsException(_services.Directory.WriteReplay(clock.RunStep, lesson!), PolicyOptimizer.MaxSkippedInARow);
        }
        Sender.Tell(new StepTrained(clock.Step, metrics));
    }
}
