namespace Align.Training.Supervision;

/// <summary>
/// A training stage that is looked at while it trains: after every so many steps, and after the last, held-out prompts are
/// answered and judged, and the <c>eval/</c> metrics join those of the step.
/// </summary>
/// <remarks>The evaluation is a part of the step: logged and saved with it, or not at all. An interrupt waits for its end, as the weights have moved already.</remarks>
internal sealed class EvaluatedStage : ReceiveActor
{
    private const string Prefix = "eval/";
    private const string Phase = "timing_s/evaluation";
    private const string WholeStep = "timing_s/step";
    private readonly IActorRef _training;
    private readonly IActorRef _evaluation;
    private readonly Func<long, bool> _isDue;
    private IActorRef _supervisor = ActorRefs.Nobody;
    private DoStep _step = new(new(0, 0, 0));
    private StepFinished? _trained;

    /// <summary>A stage over two actors that answer to <see cref="DoStep"/>.</summary>
    /// <param name="training">The training stage.</param>
    /// <param name="evaluation">An evaluation.</param>
    /// <param name="isDue">Whether it follows a step of the training stage, by its number from 0.</param>
    public EvaluatedStage(Props training, Props evaluation, Func<long, bool> isDue)
    {
        _training = Context.ActorOf(training, "training");
        _evaluation = Context.ActorOf(evaluation, "evaluation");
        _isDue = isDue;
        Idle();
    }

    /// <inheritdoc/>
    /// <remarks>A restarted child would have lost its step, which would wait for ever.</remarks>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    private void Idle() => Receive<DoStep>(step =>
    {
        (_supervisor, _step) = (Sender, step);
        _training.Tell(step);
        Become(Training);
    });

    private void Training()
    {
        Receive<StepFinished>(finished =>
        {
            if (!finished.EndsStage && !_isDue(_step.Clock.Step))
            {
                Answer(finished);
                return;
            }
            _trained = finished;
            _evaluation.Tell(_step);
            Become(Evaluating);
        });
        Receive<StepDropped>(dropped => Answer(dropped));
        Receive<DropStep>(drop => _training.Tell(drop));
    }

    private void Evaluating()
    {
        Receive<StepFinished>(evaluated => Answer(Join(_trained!, evaluated)));
        Receive<DropStep>(_ => { });
    }

    private void Answer(object answer)
    {
        _supervisor.Tell(answer);
        Become(Idle);
    }

    private static StepFinished Join(StepFinished trained, StepFinished evaluated)
    {
        var metrics = new Dictionary<string, double>(trained.Metrics);
        foreach (var (name, value) in evaluated.Metrics.Where(metric => metric.Key == Phase || metric.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            metrics[name] = value;
        }
        metrics[WholeStep] = trained.Metrics[WholeStep] + evaluated.Metrics[WholeStep];
        return trained with { Metrics = metrics, TokensGenerated = trained.TokensGenerated + evaluated.TokensGenerated, Faults = trained.Faults.With(evaluated.Faults) };
    }
}
