using System.Globalization;
using System.Text;
using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>A failing batch as a test case in C#.</summary>
internal static class PreferenceCode
{
    public static string Of(Law law, IPreferenceLoss loss, PreferenceExample example, string breach)
    {
        using var scope = torch.NewDisposeScope();
        var batch = example.ToBatch();
        var text = LiteralCode.Opening(law, breach);
        text.AppendLine("using var scope = torch.NewDisposeScope();");
        text.AppendLine(CultureInfo.InvariantCulture, $"var loss = {LiteralCode.New(loss)};");
        text.AppendLine("var batch = new PreferenceBatch").AppendLine("{");
        Append(text, "Chosen", batch.Chosen);
        Append(text, "Rejected", batch.Rejected);
        Append(text, 1, "RewardMargins", batch.RewardMargins);
        Append(text, "Mismatched", batch.Mismatched);
        text.AppendLine("};");
        text.AppendLine(CultureInfo.InvariantCulture, $"PreferenceLossLaws.{law.Name}.Verify(loss, batch);");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, ResponseBatch? rows)
    {
        if (rows is null)
        {
            return;
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"    {name} = new ResponseBatch").AppendLine("    {");
        Append(text, 2, "LogProbs", rows.LogProbs);
        Append(text, 2, "ReferenceLogProbs", rows.ReferenceLogProbs);
        Append(text, 2, "Lengths", rows.Lengths);
        if (rows.Tokens is { } tokens)
        {
            text.AppendLine("        Tokens = new ResponseTokens").AppendLine("        {");
            Append(text, 3, "LogProbs", tokens.LogProbs);
            Append(text, 3, "ReferenceLogProbs", tokens.ReferenceLogProbs);
            Append(text, 3, "ReferenceKl", tokens.ReferenceKl);
            Append(text, 3, "Mask", tokens.Mask);
            Append(text, 3, "RewardWeights", tokens.RewardWeights);
            Append(text, 3, "KlWeights", tokens.KlWeights);
            text.AppendLine("        },");
        }
        text.AppendLine("    },");
    }

    private static void Append(StringBuilder text, int depth, string name, Tensor? tensor)
    {
        if (tensor is not null)
        {
            text.Append(' ', depth * 4).AppendLine(CultureInfo.InvariantCulture, $"{name} = {LiteralCode.Of(tensor)},");
        }
    }
}
