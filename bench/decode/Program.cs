using System.Diagnostics;
using System.Globalization;
using Align.Core;
using Align.Models.Generation;
using Align.Models.Transformers;

// Generates with one engine and prints tokens a second, the median of some repetitions.
// Usage: DecodeBench auto|plain V d layers heads key_heads ff batch prompt new repetitions threads
var engine = args[0] == "auto" ? RolloutEngine.Auto : RolloutEngine.Plain;
var numbers = args[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
var (batch, prompt, fresh, repetitions, threads) = (numbers[6], numbers[7], numbers[8], numbers[9], numbers[10]);
torch.set_num_threads(threads);
using var model = TransformerInitialization.Create(
    new TransformerConfig
    {
        VocabSize = numbers[0],
        HiddenSize = numbers[1],
        NumHiddenLayers = numbers[2],
        NumAttentionHeads = numbers[3],
        NumKeyValueHeads = numbers[4],
        IntermediateSize = numbers[5],
        MaxPositionEmbeddings = prompt + fresh,
    },
    seed: 1);
if (engine == RolloutEngine.Auto && DecodeEngine.Obstacle(model) is { } obstacle)
{
    Console.Error.WriteLine($"no decode engine: {obstacle}");
    return 1;
}
var generator = new TextGenerator(model, batch, engine);
Generate();
var rates = Enumerable.Range(0, repetitions).Select(_ => Generate()).Order().ToArray();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rates[rates.Length / 2]:0}"));
return 0;

double Generate()
{
    // No two prompts alike, so that no reading is shared.
    var requests = Enumerable.Range(0, batch).Select(row => new GenerationRequest(
        row, 0, [.. Enumerable.Range(0, prompt).Select(place => ((row * 31) + (place * 7)) % model.Config.VocabSize)], RandomStream.Create(1, RandomPurpose.Rollout, promptId: row))).ToArray();
    var start = Stopwatch.GetTimestamp();
    var tokens = generator.Generate(requests, new SamplingOptions { MaxNewTokens = fresh }).Sum(sequence => sequence.TokenIds.Length);
    return tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
}
