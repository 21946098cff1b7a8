namespace Align.Envs.Sentiment;

/// <summary>Whose taste the preferences follow. A, B and C are one family of related tastes, D, E and F another that is independent of it. The numbers are part of the run format.</summary>
public enum SentimentDomain
{
    /// <summary>The first taste of the first family.</summary>
    A = 0,

    /// <summary>The second taste of the first family.</summary>
    B = 1,

    /// <summary>The third taste of the first family.</summary>
    C = 2,

    /// <summary>The first taste of the second family.</summary>
    D = 3,

    /// <summary>The second taste of the second family.</summary>
    E = 4,

    /// <summary>The third taste of the second family.</summary>
    F = 5,
}
