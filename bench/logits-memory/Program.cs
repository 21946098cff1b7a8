using System.Globalization;
using Align.Algorithms.PolicyLosses;

// Forward and backward of log-probabilities and entropies from hidden states; prints the growth of the process's peak memory and the time.
var (tokens, vocabulary, chunk) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
const int width = 256;
torch.manual_seed(1);
var hidden = torch.randn([1, tokens, width]).requires_grad_();
var weight = (torch.randn([vocabulary, width]) * 0.05).requires_grad_();
var ids = torch.arange(tokens, dtype: ScalarType.Int64).remainder(vocabulary).unsqueeze(0);
var before = Kibibytes("VmRSS");
var clock = System.Diagnostics.Stopwatch.StartNew();
var scores = TokenScoring.Compute(new HeadInput(hidden, weight), ids, new ScoringOptions { WithEntropy = true, EntropyGradient = true, ChunkTokens = chunk });
(scores.LogProbs.mean() + scores.Entropy!.mean()).backward();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"chunk {(chunk == 0 ? "off" : chunk.ToString(CultureInfo.InvariantCulture)),6}   peak growth {(Kibibytes("VmHWM") - before) / 1024.0,8:N0} MiB   {clock.Elapsed.TotalSeconds,6:N2} s   mean log-prob {scores.LogProbs.mean().item<float>():R}"));

static long Kibibytes(string name) => long.Parse(
    File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
