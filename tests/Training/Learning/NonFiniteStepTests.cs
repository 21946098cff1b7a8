using System.Text.Json;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Metrics;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Tests.Training.Learning;

/// <summary>What is not finite never reaches the weights, is counted, and ends the run when it does not stop.</summary>
public sealed class NonFiniteStepTests : IDisposable
{
    private static readonly SftStageConfig Sft = new() { MaxSteps = 8, PerStepExamples = 4, MicroBatchSize = 4 };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Theory]
    [InlineData(double.NaN, 0.5)]
    [InlineData(double.PositiveInfinity, 0.5)]
    [InlineData(1.0, double.NaN)]
    [InlineData(1.0, double.NegativeInfinity)]
    public void A_step_that_is_not_finite_changes_no_bit(double gradient, double loss)
    {
        using var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", 16), seed: 3);
        using var optimizer = new PolicyOptimizer(ParameterGroup.Of(policy, new OptimizerConfig()), new OptimizerConfig(), totalSteps: 10);
        Assert.True(Step(policy, optimizer, 1, 0.5)); // So that there are moments.
        var before = (Weights(policy), Moments(optimizer));
        Assert.False(Step(policy, optimizer, gradient, loss));
        Assert.Equal(before.Item1, Weights(policy));
        Assert.Equal(1, optimizer.Steps);
        Assert.Equal(1, optimizer.SkippedInARow);
        // Clipping must not have left a gradient that the next step takes.
        Assert.True(Step(policy, optimizer, 1, 0.5));
        Assert.All(Weights(policy), value => Assert.True(float.IsFinite(value)));
        Assert.NotEqual(before.Item2, Moments(optimizer));
    }

    [Fact]
    public void Moments_are_untouched_by_a_skipped_step()
    {
        using var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", 16), seed: 3);
        using var optimizer = new PolicyOptimizer(ParameterGroup.Of(policy, new OptimizerConfig()), new OptimizerConfig(), totalSteps: 10);
        Step(policy, optimizer, 1, 0.5);
        Step(policy, optimizer, double.NaN, 0.5);
        var skipped = Moments(optimizer);
        Step(policy, optimizer, double.NaN, 0.5);
        // The file differs in the one digit that counts the skipped steps.
        Assert.Equal(1, skipped.Zip(Moments(optimizer)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void Three_skipped_steps_in_a_row_exhaust_even_if_the_fourth_is_taken()
    {
        using var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", 16), seed: 3);
        using var optimizer = new PolicyOptimizer(ParameterGroup.Of(policy, new OptimizerConfig()), new OptimizerConfig(), totalSteps: 10);
        foreach (var gradient in (double[])[double.NaN, double.NaN, 1, double.NaN, double.NaN])
        {
            Step(policy, optimizer, gradient, 0.5);
        }
        Assert.False(optimizer.IsExhausted);
        Step(policy, optimizer, double.NaN, 0.5);
        Assert.True(optimizer.IsExhausted);
        Assert.True(Step(policy, optimizer, 1, 0.5));
        Assert.True(optimizer.IsExhausted);
    }

    [Fact]
    public async Task A_run_that_diverges_ends_with_its_batch_for_replay_and_whole_checkpoints()
    {
        // The first step throws the weights to 1e37; from the second on the gradient is not finite.
        var config = TinyTraining.Config(Sft with { Optimizer = new OptimizerConfig { LearningRate = 1e37 } }) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 9 } };
        var directory = _training.NewDirectory();
        var failure = await Assert.ThrowsAsync<NonFiniteStepsException>(() => TinyTraining.Launcher(config, directory).RunAsync(CancellationToken.None));
        Assert.Equal(ExitCode.Numerics, failure.ExitCode);
        var lesson = JsonSerializer.Deserialize<TrainSupervised>(await File.ReadAllBytesAsync(failure.ReplayPath), RunJson.Options)!;
        Assert.Equal(3, lesson.Clock.Step);
        Assert.Equal(4, lesson.Examples.Length);
        Assert.All(lesson.Examples, example => Assert.False(string.IsNullOrEmpty(example.Solution)));
        Assert.Equal([0, 1, 1], MetricsFile.Read(directory.MetricsFile).Select(line => line.Values.Single(value => value.Key == "skipped_steps").Value));
        AssertSkippedStepsLeftNoTrace(new CheckpointStore(directory.Checkpoints, 9));
    }

    [Fact]
    public void A_batch_for_replay_keeps_its_verdicts()
    {
        var prompt = new Prompt(7, "1+1=") { Answer = "2" };
        RewardOutcome[] outcomes =
        [
            new RewardOutcome.Scored(0.5, new Dictionary<string, double> { ["exact_match"] = 0.5 }),
            new RewardOutcome.Skipped("no answer"),
            new RewardOutcome.Unscorable(new RewardFault(RewardFaultKind.Threw, "boom")),
        ];
        var group = new RolloutGroup(prompt, [.. outcomes.Select((outcome, i) => new Trajectory(
            prompt, [3], new Completion(7, i, [4], "2", [float.NaN], 0, FinishReason.Stop), outcome))]);
        var path = _training.NewDirectory().WriteReplay(12, new TrainPolicy(new TrainingClock(0, 1, 12), [new PromptRollouts(group, new(1, 2), 1, new(2, 3))]));
        var read = JsonSerializer.Deserialize<TrainPolicy>(File.ReadAllBytes(path), RunJson.Options)!;
        var back = read.Prompts[0].Group.Trajectories.Select(trajectory => trajectory.Outcome).ToArray();
        Assert.Equal(0.5, Assert.IsType<RewardOutcome.Scored>(back[0]).Details!["exact_match"]);
        Assert.Equal(outcomes[1..], back[1..]);
        Assert.Equal((1, 3), (read.Prompts[0].Extra, read.Prompts[0].All.Scored));
        Assert.True(float.IsNaN(read.Prompts[0].Group.Trajectories[0].Completion.LogProbs[0]));
        Assert.Equal("2", read.Prompts[0].Group.Prompt.Answer);
    }

    private static void AssertSkippedStepsLeftNoTrace(CheckpointStore store)
    {
        Assert.Equal([3, 2, 1], store.Steps);
        var weights = store.Steps.Select(step => File.ReadAllBytes(Path.Combine(store.Open(step).FullPath, "model.safetensors"))).ToArray();
        Assert.Equal(weights[2], weights[1]);
        Assert.Equal(weights[2], weights[0]);
    }

    private static bool Step(DecoderTransformer policy, PolicyOptimizer optimizer, double gradient, double loss)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGrad();
        foreach (var (index, parameter) in policy.parameters().Index())
        {
            (parameter.sum() * (index == 0 ? gradient : 1)).backward();
        }
        return optimizer.Step(loss, new StepMetrics());
    }

    private static float[] Weights(DecoderTransformer policy)
    {
        using var scope = NewDisposeScope();
        return [.. policy.parameters().SelectMany(parameter => parameter.detach().data<float>().ToArray())];
    }

    private static byte[] Moments(PolicyOptimizer optimizer)
    {
        using var file = new MemoryStream();
        optimizer.Write(file);
        return file.ToArray();
    }
}
