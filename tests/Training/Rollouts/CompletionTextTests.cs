using Align.Models.Tokenization;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Rollouts;

public class CompletionTextTests
{
    private static readonly CharacterTokenizer Digits = new("0123456789");

    [Fact]
    public void Plain_tokens_are_their_text() => Assert.Equal("42", CompletionText.Of([.. Digits.EncodeToIds("42")], Digits));

    [Fact]
    public void A_special_token_inside_a_completion_is_seen()
    {
        // 4 <pad> 2 is not the answer 42.
        var ids = Digits.EncodeToIds("42");
        Assert.Equal("4\uFFFD2", CompletionText.Of([ids[0], Digits.PadTokenId, ids[1]], Digits));
        Assert.Equal("\uFFFD42", CompletionText.Of([Digits.BosTokenId, .. ids], Digits));
    }
}
