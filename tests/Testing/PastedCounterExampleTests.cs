using System.Runtime.CompilerServices;
using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Testing;
using Align.Tests.Testing.AdvantageMutants;
using Align.Tests.Testing.PolicyMutants;
using Align.Tests.Testing.PreferenceMutants;

namespace Align.Tests.Testing;

/// <summary>A printed counter-example is a test case: what the kit prints, pasted here as it came, compiles and fails.</summary>
public sealed class PastedCounterExampleTests
{
    private static readonly LawOptions s_edgesOnly = new() { Cases = 0 };

    [Fact]
    public void A_batch_of_preferences_in_float32_fails_where_it_is_pasted()
    {
        void Pasted()
        {
            using var scope = torch.NewDisposeScope();
            var loss = new LogOfSigmoidDpo();
            var batch = new PreferenceBatch
            {
                Chosen = new ResponseBatch
                {
                    LogProbs = torch.tensor([-1000.0], dtype: ScalarType.Float32),
                    ReferenceLogProbs = torch.tensor([0.0], dtype: ScalarType.Float32),
                    Lengths = torch.tensor([4L]),
                },
                Rejected = new ResponseBatch
                {
                    LogProbs = torch.tensor([0.0], dtype: ScalarType.Float32),
                    ReferenceLogProbs = torch.tensor([0.0], dtype: ScalarType.Float32),
                    Lengths = torch.tensor([1L]),
                },
            };
            PreferenceLossLaws.FiniteAtExtremes.Verify(loss, batch);
        }

        Assert.Throws<InvalidOperationException>(Pasted);
    }

    [Fact]
    public void A_batch_of_token_level_preferences_fails_where_it_is_pasted()
    {
        void Pasted()
        {
            using var scope = torch.NewDisposeScope();
            var loss = new MultiplyingMaskTdpo();
            var batch = new PreferenceBatch
            {
                Chosen = new ResponseBatch
                {
                    LogProbs = torch.tensor([0.0]),
                    ReferenceLogProbs = torch.tensor([0.0]),
                    Lengths = torch.tensor([0L]),
                    Tokens = new ResponseTokens
                    {
                        LogProbs = torch.zeros(1, 0, dtype: ScalarType.Float64),
                        ReferenceLogProbs = torch.zeros(1, 0, dtype: ScalarType.Float64),
                        ReferenceKl = torch.zeros(1, 0, dtype: ScalarType.Float64),
                        Mask = torch.zeros(1, 0, dtype: ScalarType.Bool),
                    },
                },
                Rejected = new ResponseBatch
                {
                    LogProbs = torch.tensor([0.0]),
                    ReferenceLogProbs = torch.tensor([0.0]),
                    Lengths = torch.tensor([0L]),
                    Tokens = new ResponseTokens
                    {
                        LogProbs = torch.tensor([0.0], [1, 1]),
                        ReferenceLogProbs = torch.tensor([0.0], [1, 1]),
                        ReferenceKl = torch.tensor([double.NegativeInfinity], [1, 1]),
                        Mask = torch.tensor([false], [1, 1]),
                    },
                },
            };
            PreferenceLossLaws.MaskInvariance.Verify(loss, batch);
        }

        Assert.Throws<InvalidOperationException>(Pasted);
    }

    [Fact]
    public void A_batch_of_completions_fails_where_it_is_pasted()
    {
        void Pasted()
        {
            using var scope = torch.NewDisposeScope();
            var loss = new SwappedClip();
            var tokens = new PolicyTokens
            {
                LogProbs = torch.tensor([-1.0], [1, 1]),
                OldLogProbs = torch.tensor([-1.0], [1, 1]),
                Advantages = torch.tensor([1.0]),
                Mask = torch.tensor([true], [1, 1]),
            };
            PolicyLossLaws.PullsBack.Verify(loss, tokens);
        }

        Assert.Throws<InvalidOperationException>(Pasted);
    }

    [Fact]
    public void A_batch_of_rewards_fails_where_it_is_pasted()
    {
        void Pasted()
        {
            var estimator = new RawSingleton();
            var batch = new AdvantageBatch
            {
                Rewards = [1.0],
                Groups = [0L],
                Lengths = [1],
            };
            AdvantageLaws.Singleton.Verify(estimator, batch);
        }

        Assert.Throws<InvalidOperationException>(Pasted);
    }

    [Fact]
    public void What_is_pasted_here_is_what_the_kit_prints()
    {
        LawReport[] reports =
        [
            PreferenceLossLaws.Check(new LogOfSigmoidDpo(), s_edgesOnly),
            PreferenceLossLaws.Check(new MultiplyingMaskTdpo(), s_edgesOnly),
            PolicyLossLaws.Check(new SwappedClip(), s_edgesOnly),
            AdvantageLaws.Check(new RawSingleton(), s_edgesOnly),
        ];
        var here = Lines(File.ReadAllText(OwnPath()));

        Assert.All(reports, report => Assert.Contains(Lines(Assert.Single(report.Broken).CounterExample!.Code), here, StringComparison.Ordinal));
    }

    private static string Lines(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)));

    private static string OwnPath([CallerFilePath] string path = "") => path;
}
