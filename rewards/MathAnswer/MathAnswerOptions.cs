using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.MathAnswer;

/// <summary>Where the answer stands in a completion, and how it is compared with the gold answer.</summary>
public sealed record MathAnswerOptions
{
    /// <summary>Where the answer stands. Default <see cref="AnswerPlace.Marked"/>.</summary>
    public AnswerPlace Place { get; init; } = AnswerPlace.Marked;

    /// <summary>What a completion without a mark is judged by; used with place <c>marked</c> alone. Default <see cref="UnmarkedAnswer.Whole"/>.</summary>
    public UnmarkedAnswer Unmarked { get; init; } = UnmarkedAnswer.Whole;

    /// <summary>What ends the reasoning: only the text behind its last occurrence holds the answer. Empty for none. Default <c>&lt;/think&gt;</c>.</summary>
    public string ReasoningEnd { get; init; } = "</think>";

    /// <summary>The largest difference of two numbers, as a share of the gold one. Default 0: numbers must be equal. Range [0, 0.1].</summary>
    [Range(0.0, 0.1)]
    public double RelativeTolerance { get; init; }

    /// <summary>Words that may stand behind a number beside the units that are known, such as eggs. Default none.</summary>
    public IReadOnlyList<string> ExtraUnits { get; init; } = [];

    /// <summary>The longest answer that is read, in characters; a longer one is wrong. Default 500. Range [1, 5000].</summary>
    [Range(1, 5000)]
    public int MaxAnswerLength { get; init; } = 500;
}

/// <summary>Where a completion's answer stands.</summary>
public enum AnswerPlace
{
    /// <summary>Behind the mark that comes last: <c>\boxed{…}</c>, <c>#### …</c>, <c>Answer: …</c> or "the answer is …".</summary>
    Marked,

    /// <summary>In the last <c>\boxed{…}</c>.</summary>
    Boxed,

    /// <summary>Behind the last <c>####</c>, to the end of the line (GSM8K).</summary>
    Hashes,

    /// <summary>Behind the last <c>Answer:</c>, to the end of the line (DAPO-Math).</summary>
    AnswerLine,

    /// <summary>The whole completion is the answer.</summary>
    Whole,
}

/// <summary>What a completion without a mark is judged by.</summary>
public enum UnmarkedAnswer
{
    /// <summary>Nothing: it is wrong.</summary>
    Wrong,

    /// <summary>The whole text, which must be the answer and nothing else.</summary>
    Whole,

    /// <summary>The last number in it.</summary>
    LastNumber,
}
