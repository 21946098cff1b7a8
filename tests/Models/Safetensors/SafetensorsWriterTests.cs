using System.Security.Cryptography;
using System.Text;
using Align.Models;
using Align.Models.Safetensors;

namespace Align.Tests.Models.Safetensors;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_dtype_reads_back_to_the_byte()
    {
        using var scope = torch.NewDisposeScope();
        var source = torch.tensor(new float[] { 0, 1, 0, 2.5f, 100, 0.1f }, [2, 3]);
        ScalarType[] types = [ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32, ScalarType.Byte, ScalarType.Bool];
        var tensors = types.ToDictionary(type => type.ToString(), type => source.to(type));

        using var file = SafetensorsFile.Open(Save(tensors, new Dictionary<string, string> { ["step"] = "7" }));

        Assert.Equal("7", file.Header.Metadata["step"]);
        Assert.Equal(types.Length, file.Header.Tensors.Length);
        foreach (var (name, tensor) in tensors)
        {
            var read = file.Read(name);
            Assert.Equal(tensor.dtype, read.dtype);
            Assert.Equal([2L, 3L], read.shape);
            Assert.Equal(tensor.bytes.ToArray(), read.bytes.ToArray());
        }
    }

    [Fact]
    public void Scalars_empty_tensors_and_views_are_written_as_their_values()
    {
        using var scope = torch.NewDisposeScope();
        var matrix = torch.arange(6, dtype: ScalarType.Float32).view(2, 3);
        var tensors = new Dictionary<string, Tensor>
        {
            ["scalar"] = torch.tensor(3.5f),
            ["empty"] = torch.empty([0, 4], dtype: ScalarType.Float32),
            ["transposed"] = matrix.transpose(0, 1),
        };

        using var file = SafetensorsFile.Open(Save(tensors));

        Assert.Equal(3.5f, file.Read("scalar").item<float>());
        Assert.Equal([0L, 4L], file.Read("empty").shape);
        Assert.Equal([3L, 2L], file.Read("transposed").shape);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], file.Read("transposed").data<float>().ToArray());
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_the_tensors()
    {
        using var scope = torch.NewDisposeScope();
        var (a, b, c) = (torch.ones(3), torch.zeros(2, dtype: ScalarType.Float64), torch.ones(1, dtype: ScalarType.Byte));
        var forth = File.ReadAllBytes(Save(new() { ["a"] = a, ["b"] = b, ["c"] = c }, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" }));
        var back = File.ReadAllBytes(Save(new() { ["c"] = c, ["b"] = b, ["a"] = a }, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" }));

        Assert.Equal(SHA256.HashData(forth), SHA256.HashData(back));
        // Wider elements first; the header, with its length, ends at a multiple of 8.
        using var file = SafetensorsFile.Open(Save(new() { ["a"] = a, ["b"] = b, ["c"] = c }));
        Assert.Equal(["b", "a", "c"], file.Header.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(0, file.Header.DataStart % 8);
    }

    [Fact]
    public void A_written_file_cut_at_any_byte_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var whole = File.ReadAllBytes(Save(new() { ["a"] = torch.ones(3), ["b"] = torch.ones(2, dtype: ScalarType.BFloat16) }));
        for (var length = 0; length < whole.Length; length++)
            Assert.NotNull(SafetensorsBytes.Verdict(_directory, whole[..length]));
    }

    [Fact]
    public void Names_are_never_paths_and_may_hold_anything()
    {
        using var scope = torch.NewDisposeScope();
        const string Name = "../../etc/passwd \"π\" \n";

        using var file = SafetensorsFile.Open(Save(new() { [Name] = torch.ones(1) }));

        Assert.Equal(1f, file.Read(Name).item<float>());
        Assert.Throws<KeyNotFoundException>(() => file.Read("passwd"));
    }

    [Fact]
    public void A_dtype_that_cannot_be_loaded_is_named()
    {
        var path = _directory.Write("a.safetensors", SafetensorsBytes.Compose("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""", 4));
        using var file = SafetensorsFile.Open(path);

        var exception = Assert.Throws<ModelFileException>(() => file.Read("a"));

        Assert.Equal("UnsupportedDtype", exception.Check);
        Assert.Contains("F8_E4M3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_with_its_place_where_asked()
    {
        using var scope = torch.NewDisposeScope();
        var path = Save(new() { ["a"] = torch.tensor(new float[] { 1, 2, float.NaN, float.NaN }, [2, 2]) });
        using var file = SafetensorsFile.Open(path);

        var exception = Assert.Throws<ModelFileException>(() => file.Read("a", requireFinite: true));

        Assert.Equal("NonFiniteValue", exception.Check);
        Assert.Contains("NaN at flat index 2 of [2, 2]", exception.Message, StringComparison.Ordinal);
        Assert.True(float.IsNaN(file.Read("a").data<float>().ToArray()[2]));
    }

    [Fact]
    public void The_metadata_key_is_no_name_for_a_tensor()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Throws<ArgumentException>(() => Save(new() { ["__metadata__"] = torch.ones(1) }));
    }

    [Fact]
    public void The_header_is_plain_json_that_begins_with_a_brace()
    {
        using var scope = torch.NewDisposeScope();
        var bytes = File.ReadAllBytes(Save(new() { ["a"] = torch.ones(2) }));

        var header = Encoding.UTF8.GetString(bytes, 8, BitConverter.ToInt32(bytes, 0)).TrimEnd(' ');

        Assert.Equal("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", header);
    }

    private string Save(Dictionary<string, Tensor> tensors, Dictionary<string, string>? metadata = null)
    {
        var path = _directory.File(Guid.NewGuid() + ".safetensors");
        using var output = File.Create(path);
        SafetensorsWriter.Write(output, tensors, metadata);
        return path;
    }
}
