using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

/// <summary>A log-linear bandit: 300 prompts with 24 responses of d features, π_θ = softmax(reference logits + θ·φ), rewards in [−3, 3].</summary>
/// <remarks>
/// φ is normal with variance 1/d, w standard normal, the reward 3·tanh(1.3·φ·w + 0.5·noise), the reference's logits 0.3·φ·w + 0.5·noise, so that it leans
/// towards good responses as a fine-tuned model does. A pair is two draws from the reference, labelled by reward plus standard Gumbel noise.
/// </remarks>
internal sealed class LogLinearBandit
{
    private const int Prompts = 300;
    private const int Responses = 24;

    private readonly Tensor _features;
    private readonly Tensor _rewards;
    private readonly Tensor _reference;
    private readonly Tensor _prompts;
    private readonly Tensor _chosen;
    private readonly Tensor _rejected;

    /// <summary>A world of <paramref name="features"/> features and as many pairs as given.</summary>
    public LogLinearBandit(long seed, int features = 64, int pairs = 10_000)
        : this(seed, features, pairs, lean: 0.3, correlation: 1)
    {
    }

    private LogLinearBandit(long seed, int features, int pairs, double lean, double correlation)
    {
        (Features, Pairs) = (features, pairs);
        var random = RandomStream.Create(seed, RandomPurpose.Control);
        _features = Normal(random, Prompts, Responses, Features) / Math.Sqrt(Features);
        var taste = Normal(random, Features);
        var quality = _features.matmul(taste);
        var noise = Normal(random, Prompts, Responses) * 0.5;
        _reference = ((quality * lean) + (Normal(random, Prompts, Responses) * 0.5)).log_softmax(-1);
        if (correlation < 1)
        {
            quality = _features.matmul((taste * correlation) + (Normal(random, Features) * Math.Sqrt(1 - (correlation * correlation))));
        }
        _rewards = ((quality * 1.3) + noise).tanh() * 3;
        (_prompts, _chosen, _rejected) = Label(random);
        Margins = RewardMargins();
    }

    /// <summary>d.</summary>
    public int Features { get; }

    /// <summary>Labelled pairs.</summary>
    public int Pairs { get; }

    /// <summary>Two tastes over the same prompts, responses and reference, which leans to neither; their weights correlate as given.</summary>
    public static (LogLinearBandit First, LogLinearBandit Second) Tastes(long seed, int features, int pairs, double correlation) =>
        (new(seed, features, pairs, lean: 0, correlation: 1), new(seed, features, pairs, lean: 0, correlation));

    /// <summary>h of every pair under a reward model fitted to the labels: logistic regression on the features.</summary>
    public Tensor Margins { get; }

    /// <summary>The pairs at <paramref name="rows"/> under the policy θ.</summary>
    public PreferenceBatch Batch(Tensor theta, Tensor rows)
    {
        var prompts = _prompts.index_select(0, rows);
        var reference = _reference.index_select(0, prompts);
        var policy = (reference + _features.index_select(0, prompts).matmul(theta)).log_softmax(-1);
        ResponseBatch Side(Tensor responses)
        {
            var places = responses.index_select(0, rows).unsqueeze(-1);
            return new ResponseBatch
            {
                LogProbs = policy.gather(1, places).squeeze(-1),
                ReferenceLogProbs = reference.gather(1, places).squeeze(-1),
                Lengths = torch.ones_like(rows),
            };
        }
        return new PreferenceBatch { Chosen = Side(_chosen), Rejected = Side(_rejected), RewardMargins = Margins.index_select(0, rows) };
    }

    /// <summary>The policy's expected reward and KL(π_θ ‖ π_ref), means over the prompts.</summary>
    public (double Reward, double Kl) Evaluate(Tensor theta)
    {
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var policy = (_reference + _features.matmul(theta)).log_softmax(-1);
        var probabilities = policy.exp();
        double Expected(Tensor values) => (probabilities * values).sum(-1).mean().item<double>();
        return (Expected(_rewards), Expected(policy - _reference));
    }

    private (Tensor Prompts, Tensor Chosen, Tensor Rejected) Label(RandomStream random)
    {
        var probabilities = _reference.exp().data<double>().ToArray();
        var rewards = _rewards.data<double>().ToArray();
        var (prompts, chosen, rejected) = (new long[Pairs], new long[Pairs], new long[Pairs]);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var start = (int)random.NextInt64(Prompts) * Responses;
            var (first, second) = (Draw(probabilities.AsSpan(start, Responses), random), Draw(probabilities.AsSpan(start, Responses), random));
            var firstWins = rewards[start + first] + Gumbel(random) >= rewards[start + second] + Gumbel(random);
            prompts[pair] = start / Responses;
            (chosen[pair], rejected[pair]) = firstWins ? (first, second) : (second, first);
        }
        return (torch.tensor(prompts), torch.tensor(chosen), torch.tensor(rejected));
    }

    private Tensor RewardMargins()
    {
        var theta = torch.nn.Parameter(torch.zeros(Features, dtype: ScalarType.Float64));
        var optimizer = torch.optim.AdamW([theta], lr: 0.1, beta1: 0.9, beta2: 0.99);
        var (chosen, rejected) = (Chosen(_chosen), Chosen(_rejected));
        for (var step = 0; step < 150; step++)
        {
            using var scope = torch.NewDisposeScope();
            optimizer.zero_grad();
            BradleyTerryLoss.PerPair(chosen.matmul(theta), rejected.matmul(theta)).mean().backward();
            optimizer.step();
        }
        return BradleyTerryLoss.Margins(chosen.matmul(theta), rejected.matmul(theta)).detach();
    }

    private Tensor Chosen(Tensor responses) => _features.reshape(Prompts * Responses, Features).index_select(0, (_prompts * Responses) + responses);

    private static int Draw(ReadOnlySpan<double> probabilities, RandomStream random)
    {
        var rest = random.NextDouble();
        var response = 0;
        while (response < probabilities.Length - 1 && (rest -= probabilities[response]) >= 0)
        {
            response++;
        }
        return response;
    }

    private static double Gumbel(RandomStream random) => -Math.Log(-Math.Log(1 - random.NextDouble()));

    private static Tensor Normal(RandomStream random, params long[] shape)
    {
        var values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextGaussian();
        }
        return torch.tensor(values, shape, dtype: ScalarType.Float64);
    }
}
