using Align.Core;

namespace Align.Tests.Core.Randomness;

public sealed class Philox4x32Tests
{
    // The known-answer vectors of Random123 for philox4x32, 10 rounds: counter, key, output.
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void The_block_function_gives_the_published_answers(string counter, string key, string answer)
    {
        var c = Words(counter);
        var k = Words(key);
        var block = new uint[4];

        Philox4x32.Block(Join(k[0], k[1]), Join(c[0], c[1]), c[2], c[3], block);

        Assert.Equal(Words(answer), block);
    }

    private static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];

    private static ulong Join(uint low, uint high) => low | ((ulong)high << 32);
}
