using System.Text.Json;
using Align.Models;
using Align.Models.Tokenization;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Models.Tokenization;

public sealed class CharacterTokenizerTests
{
    private const string Digits = "0123456789+=";
    private readonly CharacterTokenizer _tokenizer = new(Digits);

    [Fact]
    public void Ids_follow_the_special_tokens_in_the_order_of_the_code_points()
    {
        // '+' is U+002B, digits begin at U+0030, '=' is U+003D.
        Assert.Equal((0, 1, 2), (_tokenizer.PadTokenId, _tokenizer.BosTokenId, _tokenizer.EosTokenId));
        Assert.Equal("+0123456789=", _tokenizer.Alphabet);
        Assert.Equal([5, 11, 3, 6, 9, 14], _tokenizer.EncodeToIds("17+25="));
        Assert.Equal(15, _tokenizer.VocabularySize);
    }

    [Fact]
    public void The_order_and_repetition_of_the_alphabet_do_not_matter() =>
        Assert.Equal(_tokenizer.Vocabulary, new CharacterTokenizer("=99+876543210").Vocabulary);

    [Fact]
    public void Encoding_and_decoding_are_inverse()
    {
        var texts = Gen.ArrayOf(Gen.Elements(Digits.ToCharArray())).Select(characters => new string(characters)).ToArbitrary();

        Prop.ForAll(texts, text => _tokenizer.Decode(_tokenizer.EncodeToIds(text)) == text && _tokenizer.CountTokens(text) == text.Length)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_surrogate_pair_is_one_token_at_its_place()
    {
        var tokenizer = new CharacterTokenizer("a😀é");

        var tokens = tokenizer.EncodeToTokens("é😀a");

        Assert.Equal([new EncodedToken(4, "é", 0..1), new EncodedToken(5, "😀", 1..3), new EncodedToken(3, "a", 3..4)], tokens);
        Assert.Equal("é😀a", tokenizer.Decode(tokens.Select(token => token.Id)));
    }

    [Fact]
    public void An_unknown_character_is_named_with_its_place()
    {
        var exception = Assert.Throws<ArgumentException>(() => _tokenizer.EncodeToIds("12-3"));

        Assert.Contains("'-' (U+002D) at index 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_an_error() =>
        Assert.Throws<ArgumentException>(() => _tokenizer.EncodeToIds("1\ud83d"));

    [Fact]
    public void Special_tokens_have_no_text() =>
        Assert.Equal("12", _tokenizer.Decode([0, 1, 5, 6, 2]));

    [Theory]
    [InlineData(-1)]
    [InlineData(15)]
    public void An_id_outside_the_vocabulary_is_an_error(int id) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _tokenizer.Decode([id]));

    [Fact]
    public void The_file_gives_back_the_same_tokenizer()
    {
        using var directory = new TemporaryDirectory();
        var original = new CharacterTokenizer("ab\"\\\n😀 ");
        CharacterTokenizerFile.Save(original, directory.File("tokenizer.json"));

        var loaded = CharacterTokenizerFile.Load(directory.File("tokenizer.json"));

        Assert.Equal(original.Vocabulary, loaded.Vocabulary);
        Assert.Equal(CharacterTokenizerFile.Serialize(original), CharacterTokenizerFile.Serialize(loaded));
    }

    [Theory]
    [InlineData("\"version\": \"1.0\"", "\"version\": \"2.0\"")]
    [InlineData("\"type\": \"WordLevel\"", "\"type\": \"BPE\"")]
    [InlineData("\"type\": \"Split\"", "\"type\": \"ByteLevel\"")]
    [InlineData("\"=\": 14", "\"=\": 13")]
    [InlineData("\"=\": 14", "\"==\": 14")]
    [InlineData("\"=\": 14", "\"\": 14")]
    [InlineData("\"=\": 14", "\"+\": 14")]
    [InlineData("\"=\": 14", "\"=\": 14.5")]
    [InlineData("\"<pad>\": 0", "\"<unk>\": 0")]
    [InlineData("\"<pad>\": 0,", "")]
    public void A_file_that_says_something_else_is_a_typed_error(string from, string to)
    {
        var json = CharacterTokenizerFile.Serialize(_tokenizer);
        Assert.Contains(from, json, StringComparison.Ordinal);

        Assert.Throws<ModelFileException>(() => CharacterTokenizerFile.Parse(json.Replace(from, to, StringComparison.Ordinal), "tokenizer.json"));
    }

    [Fact]
    public void A_file_cut_anywhere_is_a_typed_error()
    {
        var json = CharacterTokenizerFile.Serialize(_tokenizer).TrimEnd();
        for (var length = 0; length < json.Length; length++)
            Assert.Throws<ModelFileException>(() => CharacterTokenizerFile.Parse(json[..length], "tokenizer.json"));
    }

    [Fact]
    public void The_file_is_a_tokenizer_json_with_every_token()
    {
        using var document = JsonDocument.Parse(CharacterTokenizerFile.Serialize(_tokenizer));

        Assert.Equal(15, document.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().Count());
        Assert.Equal(3, document.RootElement.GetProperty("added_tokens").GetArrayLength());
    }
}
