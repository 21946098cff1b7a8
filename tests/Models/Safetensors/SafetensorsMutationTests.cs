using Align.Models;
using Align.Models.Safetensors;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Models.Safetensors;

public sealed class SafetensorsMutationTests : IDisposable
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(2_000);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_header_with_one_number_changed_opens_only_if_every_rule_still_holds()
    {
        // Three U8 tensors of 3, 0 and 5 bytes; one of the nine numbers (size, begin, end of each) is moved.
        var mutations = Gen.Choose(0, 8).SelectMany(which => Gen.Choose(-6, 6).Select(by => (which, by))).ToArbitrary();

        Prop.ForAll(mutations, mutation =>
        {
            long[] numbers = [3, 0, 3, 0, 3, 3, 5, 3, 8];
            numbers[mutation.which] += mutation.by;
            var entries = numbers.Chunk(3).Select((part, index) => $$"""
                "t{{index}}":{"dtype":"U8","shape":[{{part[0]}}],"data_offsets":[{{part[1]}},{{part[2]}}]}
                """);
            var verdict = SafetensorsBytes.Verdict(_directory, SafetensorsBytes.Compose("{" + string.Join(',', entries) + "}", 8));
            return (verdict is null) == Holds(numbers);
        }).Check(Cases);
    }

    [Fact]
    public void Any_single_changed_byte_gives_a_sound_file_or_a_typed_error()
    {
        var whole = SafetensorsBytes.Valid;
        var mutations = Gen.Choose(0, whole.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, value))).ToArbitrary();

        Prop.ForAll(mutations, mutation =>
        {
            var bytes = (byte[])whole.Clone();
            bytes[mutation.at] = (byte)mutation.value;
            var path = _directory.Write("mutant.safetensors", bytes);
            try
            {
                using var file = SafetensorsFile.Open(path);
                return file.Header.DataStart + file.Header.Tensors.Sum(tensor => tensor.ByteCount) == bytes.Length;
            }
            catch (ModelFileException)
            {
                return true;
            }
        }).Check(Cases);
    }

    // The rules, written down a second time: sizes agree, ranges tile [0, 8) in some order.
    private static bool Holds(long[] numbers)
    {
        if (numbers.Any(number => number < 0)) return false;
        var ranges = numbers.Chunk(3).ToArray();
        if (ranges.Any(part => part[2] - part[1] != part[0])) return false;
        var end = 0L;
        foreach (var part in ranges.OrderBy(part => part[1]).ThenBy(part => part[2]))
        {
            if (part[1] != end) return false;
            end = part[2];
        }
        return end == 8;
    }
}
