using System.Text.Json;
using Align.Models.Transformers;

namespace Align.Tests.Models;

/// <summary>A small published-form checkpoint with values that the reference implementation gave.</summary>
internal sealed record ModelFixture(
    string Directory,
    long[][] InputIds,
    double[][][] Logits,
    double[][] TokenLogProbs,
    int[] GreedyPrompt,
    int[] GreedyContinuation)
{
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "fixtures");

    public static ModelFixture Read(string name)
    {
        var directory = Path.Combine(Root, name);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "expected.json")));
        var root = document.RootElement;
        return new ModelFixture(
            directory,
            Get<long[][]>("input_ids"),
            Get<double[][][]>("logits"),
            Get<double[][]>("token_logprobs"),
            Get<int[]>("greedy_prompt"),
            Get<int[]>("greedy_continuation"));

        T Get<T>(string key) => root.GetProperty(key).Deserialize<T>()!;
    }

    public DecoderTransformer LoadModel(ScalarType dtype) => PretrainedModel.Load(Directory, dtype);
}
