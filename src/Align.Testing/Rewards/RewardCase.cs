using Align.Core;

namespace Align.Testing;

/// <summary>A prompt and an answer to it, for a reward to judge.</summary>
/// <param name="Prompt">With its gold answer, where the reward needs one.</param>
/// <param name="Text">The completion's text.</param>
public sealed record RewardCase(Prompt Prompt, string Text)
{
    internal Completion Completion => new(Prompt.Id, SampleIndex: 0, [], Text, [], WeightsVersion: 0, FinishReason.Stop);

    /// <summary>As C#, with the call.</summary>
    internal string Code(Law law, IReward reward, string breach)
    {
        var answer = Prompt.Answer is { } gold ? $" {{ Answer = {LiteralCode.Quoted(gold)} }}" : "";
        return LiteralCode.Opening(law, breach)
            .AppendLine($"var reward = {LiteralCode.New(reward)};")
            .AppendLine($"var prompt = new Prompt({Prompt.Id}, {LiteralCode.Quoted(Prompt.Text)}){answer};")
            .AppendLine($"await RewardLaws.{law.Name}.VerifyAsync(reward, new RewardCase(prompt, {LiteralCode.Quoted(Text)}));")
            .ToString();
    }
}
