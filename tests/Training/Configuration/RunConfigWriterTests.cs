using Align.Algorithms.Advantages;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Envs.Arithmetic;
using Align.Rewards.ExactMatch;
using Align.Training.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Configuration;

public sealed class RunConfigWriterTests
{
    private const string Letters = "abz019_-. :#'\"\\{}[],&*!|>%@`~\n\t=+é\u2028\u0007日";

    private static Gen<T> Choose<T>(params T[] values) => Gen.Elements(values);

    private static Gen<string> Text => Gen.Elements(Letters.ToCharArray()).NonEmptyListOf().Select(letters => string.Concat(letters));

    private static Gen<OptimizerConfig> Optimizer =>
        from rate in Gen.Choose(1, 1_000_000)
        from warmup in Gen.Choose(0, 50)
        from schedule in Gen.Elements(Enum.GetValues<LrSchedulerType>())
        from beta in Gen.Choose(0, 999)
        select new OptimizerConfig { LearningRate = rate * 1e-7, WarmupSteps = warmup, LrSchedulerType = schedule, AdamBeta2 = beta / 1000.0, AdamEpsilon = 1.0 / (rate * 3.0) };

    private static Gen<SamplingConfig> Sampling =>
        from length in Gen.Choose(1, 200)
        from temperature in Gen.Choose(1, 300)
        from topK in Gen.Choose(0, 50)
        select new SamplingConfig { MaxCompletionLength = length, Temperature = temperature / 100.0, TopK = topK, MinP = 1.0 / (topK + 1.0) };

    private static Gen<StageConfig> Sft =>
        from optimizer in Optimizer
        from steps in Gen.Choose(50, 1000)
        from data in Choose(null, "/data/warm up.jsonl", "/data/a:b #1.jsonl")
        select (StageConfig)new SftStageConfig { MaxSteps = steps, Optimizer = optimizer, Data = data };

    private static Gen<StageConfig> Grpo =>
        from optimizer in Optimizer
        from sampling in Sampling
        from updates in Gen.Choose(1, 8)
        from high in Choose<double?>(null, 0.28)
        from loss in Gen.Elements(Enum.GetValues<LossType>())
        from scale in Gen.Elements(Enum.GetValues<RewardScaling>())
        from shuffled in Choose(true, false)
        select (StageConfig)new GrpoStageConfig
        {
            MaxSteps = updates * 50,
            PerStepPrompts = updates * 4,
            StepsPerGeneration = updates,
            Optimizer = optimizer,
            Sampling = sampling,
            PolicyLoss = new PolicyLossConfig { Options = new ClippedPolicyLoss { EpsilonHigh = high } },
            Advantage = new AdvantageConfig { Options = new GrpoAdvantage { ScaleRewards = scale } },
            LossType = loss,
            ShuffleRewards = shuffled,
        };

    private static Gen<StageConfig> Evaluate =>
        from sampling in Sampling
        from most in Gen.Choose(1, 16)
        select (StageConfig)new EvaluateStageConfig { NumPrompts = most, NumGenerations = most, PassAtK = [.. new[] { 1, most }.Distinct()], Sampling = sampling };

    private static Gen<RunConfig> Configurations =>
        from stages in Gen.OneOf(Sft, Grpo, Evaluate).NonEmptyListOf()
        from seed in ArbMap.Default.ArbFor<NonNegativeInt>().Generator
        from extra in Text
        from output in Text
        from weight in Gen.Choose(-1000, 1000)
        from operations in Choose<ArithmeticOperation[]>([ArithmeticOperation.Add], [ArithmeticOperation.Mul, ArithmeticOperation.Sub])
        select new RunConfig
        {
            Name = $"run-{seed.Get}",
            Seed = seed.Get,
            OutputDir = output,
            Model = new ModelConfig { Preset = "small", Overrides = new ModelOverrides { NumHiddenLayers = 3, TieWordEmbeddings = false } },
            Tokenizer = new TokenizerConfig { Alphabet = string.Concat(("0123456789+-*=" + extra).Distinct()) },
            Environment = new EnvironmentConfig { Name = "arithmetic", Options = new ArithmeticOptions { Operations = operations, MaxDigits = 3 } },
            Rewards = [new RewardConfig { Name = "exact_match", Weight = weight / 7.0, Options = new ExactMatchOptions { Trim = weight > 0 } }],
            Stages = [.. stages],
        };

    [Fact]
    public void What_is_written_loads_back_to_an_equal_configuration() =>
        Prop.ForAll(Configurations.ToArbitrary(), config =>
        {
            var yaml = RunConfigWriter.Write(config);
            Assert.Equal(config, ConfigurationFixture.Load(yaml));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_key_is_written_with_its_value()
    {
        var yaml = RunConfigWriter.Write(ConfigurationFixture.Load(ConfigurationFixture.Legal, "runtime.threads=2"));

        Assert.Contains("output_dir: \"runs/{name}\"\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  overrides:\n    hidden_size: null\n", yaml, StringComparison.Ordinal);
        Assert.Contains("environment:\n  name: arithmetic\n  operations: [add]\n  min_digits: 2\n", yaml, StringComparison.Ordinal);
        Assert.Contains("rewards:\n  - name: exact_match\n    weight: 1\n    isolation: none\n    limits: null\n    gate: null\n    gate_threshold: null\n    trim: true\n", yaml, StringComparison.Ordinal);
        Assert.Contains("stages:\n  - type: sft\n    name: null\n    max_steps: 10\n", yaml, StringComparison.Ordinal);
        Assert.Contains("    adam_epsilon: 1e-08\n", yaml, StringComparison.Ordinal);
        Assert.Contains("    pass_at_k: [1, 8]\n", yaml, StringComparison.Ordinal);
    }
}
