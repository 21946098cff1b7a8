using Align.Algorithms.Divergences;
using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

/// <summary>Texts of 12 tokens from a trigram policy, of which only the token after a MARK matters: +1 for two of the tokens there, −1 for two others.</summary>
/// <remarks>The policy is a table of logits [V·V, V], so expected reward and KL are computed exactly, by carrying the distribution over the last two tokens along.</remarks>
internal sealed class SlotWorld
{
    private const int Vocabulary = 10;
    private const int Length = 12;
    private const int Mark = 0;
    private const int PairCount = 200;

    private readonly Tensor _reference;
    private readonly Tensor _values;
    private readonly (Tensor States, Tensor Tokens) _chosen;
    private readonly (Tensor States, Tensor Tokens) _rejected;

    public SlotWorld(long seed)
    {
        var random = RandomStream.Create(seed, RandomPurpose.Control);
        var logits = Enumerable.Range(0, Vocabulary * Vocabulary * Vocabulary).Select(_ => random.NextGaussian()).ToArray();
        _reference = torch.tensor(logits, [Vocabulary * Vocabulary, Vocabulary]).log_softmax(-1);
        _values = SlotValues();
        var (probabilities, chosen, rejected) = (_reference.exp().data<double>().ToArray(), new List<long[]>(), new List<long[]>());
        for (var pair = 0; pair < PairCount; pair++)
        {
            var (first, second) = (Draw(probabilities, random), Draw(probabilities, random));
            var firstWins = Reward(first) + Gumbel(random) >= Reward(second) + Gumbel(random);
            chosen.Add(firstWins ? first : second);
            rejected.Add(firstWins ? second : first);
        }
        (_chosen, _rejected) = (Tokens(chosen), Tokens(rejected));
    }

    /// <summary>Logits of the reference, to start a policy from.</summary>
    public Tensor Reference => _reference;

    /// <summary>All pairs under a policy; with <paramref name="slotsOnly"/> the token weights are 1 after a MARK and 0 elsewhere.</summary>
    public PreferenceBatch Batch(Tensor logits, bool slotsOnly) => new()
    {
        Chosen = Side(logits, _chosen, slotsOnly),
        Rejected = Side(logits, _rejected, slotsOnly),
    };

    /// <summary>Expected reward and KL(π_θ ‖ π_ref) of a text.</summary>
    public (double Reward, double Kl) Evaluate(Tensor logits)
    {
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var policy = logits.log_softmax(-1);
        var step = policy.exp();
        var divergence = (step * (policy - _reference)).sum(-1);
        var states = torch.zeros(Vocabulary * Vocabulary, dtype: ScalarType.Float64);
        states[Start] = 1.0;
        var (reward, kl) = (0.0, 0.0);
        for (var position = 0; position < Length; position++)
        {
            var joint = states.unsqueeze(-1) * step;
            reward += (joint * _values).sum().item<double>();
            kl += (states * divergence).sum().item<double>();
            // (a, b) then c becomes (b, c).
            states = joint.view(Vocabulary, Vocabulary, Vocabulary).sum(dim: 0).reshape(Vocabulary * Vocabulary);
        }
        return (reward, kl);
    }

    // Two neutral tokens.
    private const long Start = (Vocabulary * Vocabulary) - 1;

    private ResponseBatch Side(Tensor logits, (Tensor States, Tensor Tokens) side, bool slotsOnly)
    {
        Tensor Of(Tensor table) => table.index_select(0, side.States).gather(1, side.Tokens.unsqueeze(-1)).view(PairCount, Length);
        var divergence = ReferenceKl.Compute(_reference.unsqueeze(0), logits.unsqueeze(0)).squeeze(0);
        var afterMark = side.States.remainder(Vocabulary).eq(Mark).view(PairCount, Length).to(ScalarType.Float64);
        return ResponseBatch.FromTokens(new ResponseTokens
        {
            LogProbs = Of(logits.log_softmax(-1)),
            ReferenceLogProbs = Of(_reference),
            ReferenceKl = divergence.index_select(0, side.States).view(PairCount, Length),
            Mask = torch.ones([PairCount, Length], dtype: ScalarType.Bool),
            RewardWeights = slotsOnly ? afterMark : null,
        });
    }

    private static Tensor SlotValues()
    {
        var values = torch.zeros([Vocabulary * Vocabulary, Vocabulary], dtype: ScalarType.Float64);
        for (var before = 0; before < Vocabulary; before++)
        {
            var row = values[(before * Vocabulary) + Mark];
            row.narrow(0, 1, 2).fill_(1);
            row.narrow(0, 3, 2).fill_(-1);
        }
        return values;
    }

    private static double Reward(long[] text)
    {
        var reward = 0.0;
        for (var position = 1; position < text.Length; position++)
        {
            reward += text[position - 1] != Mark ? 0 : text[position] is 1 or 2 ? 1 : text[position] is 3 or 4 ? -1 : 0;
        }
        return reward;
    }

    private static (Tensor States, Tensor Tokens) Tokens(List<long[]> texts)
    {
        var states = new List<long>();
        foreach (var text in texts)
        {
            var state = Start;
            foreach (var token in text)
            {
                states.Add(state);
                state = (state % Vocabulary * Vocabulary) + token;
            }
        }
        return (torch.tensor(states.ToArray()), torch.tensor(texts.SelectMany(text => text).ToArray()));
    }

    private static long[] Draw(double[] probabilities, RandomStream random)
    {
        var text = new long[Length];
        var state = Start;
        for (var position = 0; position < Length; position++)
        {
            var rest = random.NextDouble();
            var token = 0;
            while (token < Vocabulary - 1 && (rest -= probabilities[(state * Vocabulary) + token]) >= 0)
            {
                token++;
            }
            text[position] = token;
            state = (state % Vocabulary * Vocabulary) + token;
        }
        return text;
    }

    private static double Gumbel(RandomStream random) => -Math.Log(-Math.Log(1 - random.NextDouble()));
}
