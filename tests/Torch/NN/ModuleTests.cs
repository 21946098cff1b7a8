namespace Align.Tests.Torch.NN;

public sealed class ModuleTests : IDisposable
{
    private static readonly string[] Names =
    [
        "embed.weight",
        "layers.0.scale", "layers.0.attn.q_proj.weight", "layers.0.attn.q_proj.bias",
        "layers.1.scale", "layers.1.attn.q_proj.weight", "layers.1.attn.q_proj.bias",
        "head.weight",
    ];

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TinyDecoder _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Parameters_are_named_by_their_path_in_order_of_registration()
    {
        Assert.Equal(Names, _model.named_parameters().Select(named => named.name));
        Assert.Equal(Names.Length, _model.parameters().Count());
    }

    [Fact]
    public void The_state_holds_parameters_and_persistent_buffers()
    {
        var state = _model.state_dict();
        Assert.Equal([.. Names, "layers.0.mask", "layers.1.mask"], state.Keys);
        Assert.Equal(["model.layers.0.mask"], _model.state_dict(prefix: "model").Keys.Where(key => key.EndsWith("0.mask", StringComparison.Ordinal)));
        Assert.Same(_model.get_parameter("head.weight"), state["head.weight"]);
    }

    [Fact]
    public void Buffers_that_are_not_saved_are_still_found()
    {
        Assert.Equal(["layers.0.cache", "layers.0.mask", "layers.1.cache", "layers.1.mask"], _model.named_buffers().Select(named => named.name));
        Assert.Equal(["layers.0.mask", "layers.1.mask"], _model.named_buffers(include_nonpersistent: false).Select(named => named.name));
        Assert.True(_model.has_buffer("layers.1.cache"));
    }

    [Fact]
    public void Parts_are_found_by_their_dotted_names()
    {
        Assert.True(_model.has_parameter("layers.1.attn.q_proj.bias"));
        Assert.False(_model.has_parameter("layers.2.attn.q_proj.bias"));
        Assert.Null(_model.get_parameter("layers"));
        Assert.Null(_model.get_buffer("head.weight"));
        Assert.Equal(
            ["embed", "layers", "head", "layers.0", "layers.1", "layers.0.attn", "layers.0.attn.q_proj", "layers.0.attn.drop",
                "layers.1.attn", "layers.1.attn.q_proj", "layers.1.attn.drop"],
            _model.named_modules().Select(named => named.name));
    }

    [Fact]
    public void Training_mode_reaches_every_module()
    {
        Assert.All(_model.modules(), module => Assert.True(module.training));
        _model.eval();
        Assert.False(_model.training);
        Assert.All(_model.modules(), module => Assert.False(module.training));
        _model.train();
        Assert.All(_model.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_visits_inner_modules_first()
    {
        var visited = new List<string>();
        _model.apply(module => visited.Add(module.GetName()));
        Assert.Equal("TinyDecoder", visited[^1]);
        Assert.Equal(["Embedding", "Linear", "Dropout", "Attention", "Block"], visited.Take(5));
    }

    [Fact]
    public void Loading_copies_values_into_the_same_tensors()
    {
        using var other = new TinyDecoder();
        var before = other.get_parameter("head.weight");
        var (missing, unexpected) = other.load_state_dict(_model.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Same(before, other.get_parameter("head.weight"));
        foreach (var (name, parameter) in _model.named_parameters())
            TensorAssert.Same(other.get_parameter(name)!, parameter);
    }

    [Fact]
    public void Loading_names_what_is_missing_and_what_is_unexpected()
    {
        var state = _model.state_dict();
        state.Remove("layers.1.scale");
        state.Add("layers.9.scale", zeros(4));
        var refusal = Assert.Throws<InvalidOperationException>(() => _model.load_state_dict(state));
        Assert.Contains("layers.1.scale", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("layers.9.scale", refusal.Message, StringComparison.Ordinal);

        var (missing, unexpected) = _model.load_state_dict(state, strict: false);
        Assert.Equal(["layers.1.scale"], missing);
        Assert.Equal(["layers.9.scale"], unexpected);
        Assert.Empty(_model.load_state_dict(state, skip: ["layers.1.scale", "layers.9.scale"]).missing_keys);
    }

    [Fact]
    public void Loading_refuses_a_shape_that_would_only_broadcast()
    {
        var state = _model.state_dict();
        state["layers.0.scale"] = ones(1);
        var refusal = Assert.Throws<InvalidOperationException>(() => _model.load_state_dict(state));
        Assert.Contains("[4]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[1]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        Assert.Throws<InvalidOperationException>(() => _model.register_module("head", nn.Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => _model.register_module("a.b", nn.Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => _model.register_module("", nn.Linear(1, 1)));
        _model.register_buffer("positions", zeros(1));
        Assert.Throws<InvalidOperationException>(() => _model.register_buffer("positions", zeros(1)));
        _model.register_parameter("bias", new Parameter(zeros(1)));
        Assert.Throws<InvalidOperationException>(() => _model.register_parameter("bias", new Parameter(zeros(1))));
    }

    [Fact]
    public void A_shared_parameter_is_listed_once_and_saved_under_each_name()
    {
        using var pair = new Pair();
        Assert.Equal(["first.weight"], pair.named_parameters().Select(named => named.name));
        Assert.Equal(["first.weight", "second.weight"], pair.state_dict().Keys);
    }

    [Fact]
    public void Zero_grad_releases_gradients_or_overwrites_them()
    {
        var scale = _model.get_parameter("layers.0.scale")!;
        scale.sum().backward();
        _model.zero_grad(set_to_none: false);
        TensorAssert.Close(scale.grad!, [0, 0, 0, 0]);
        _model.zero_grad();
        Assert.Null(scale.grad);
    }

    [Fact]
    public void Converting_keeps_parameter_objects_their_gradients_and_their_graph()
    {
        var scale = _model.get_parameter("layers.0.scale")!;
        (scale * 3).sum().backward();
        Assert.Same(_model, _model.to(ScalarType.Float64));
        Assert.Same(scale, _model.get_parameter("layers.0.scale"));
        Assert.All(_model.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.All(_model.buffers(), buffer => Assert.Equal(ScalarType.Float64, buffer.dtype));
        Assert.Equal(ScalarType.Float64, scale.grad!.dtype);
        (scale * 2).sum().backward();
        TensorAssert.Close(scale.grad!, [5, 5, 5, 5]);
    }

    [Fact]
    public void A_module_is_converted_to_floating_point_only()
    {
        Assert.Throws<ArgumentException>(() => _model.to(ScalarType.Int64));
        Assert.Equal(ScalarType.BFloat16, _model.bfloat16().get_parameter("head.weight")!.dtype);
        Assert.Equal(ScalarType.Float32, _model.@float().cpu().get_parameter("head.weight")!.dtype);
    }

    [Fact]
    public void Parameters_outlive_the_scope_in_which_their_module_was_made()
    {
        Linear linear;
        TinyDecoder decoder;
        using (NewDisposeScope())
            (linear, decoder) = (nn.Linear(2, 2), new TinyDecoder());
        using (linear)
        using (decoder)
        {
            Assert.All(linear.parameters(), parameter => Assert.False(parameter.IsInvalid));
            Assert.All(decoder.parameters(), parameter => Assert.False(parameter.IsInvalid));
            Assert.All(decoder.buffers(), buffer => Assert.False(buffer.IsInvalid));
        }
    }

    private sealed class Pair : nn.Module
    {
        internal Pair() : base(nameof(Pair))
        {
            var shared = new Parameter(zeros(2, 2));
            register_module("first", nn.Linear(shared));
            register_module("second", nn.Linear(shared));
        }
    }
}
