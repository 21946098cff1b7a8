namespace Align.Tests.Torch.NN;

/// <summary>A module tree of a transformer's form: an embedding, a list of blocks with attention projections, a buffer each.</summary>
internal sealed class TinyDecoder : nn.Module<Tensor, Tensor>
{
    private readonly Embedding embed;
    private readonly ModuleList<Block> layers;
    private readonly Linear head;

    internal TinyDecoder(int depth = 2) : base(nameof(TinyDecoder))
    {
        embed = nn.Embedding(7, 4);
        layers = new ModuleList<Block>([.. Enumerable.Range(0, depth).Select(_ => new Block())]);
        head = nn.Linear(4, 7, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var hidden = embed.call(ids);
        foreach (var layer in layers)
            hidden = hidden + layer.call(hidden);
        return head.call(hidden).MoveToOuterDisposeScope();
    }

    internal sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Attention attn = new();
        private readonly Parameter scale = new(ones(4));
        private readonly Tensor mask = zeros(2, 2);

        internal Block() : base(nameof(Block))
        {
            register_buffer("cache", zeros(1), persistent: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor hidden) => attn.call(hidden * scale) + mask.sum();
    }

    internal sealed class Attention : nn.Module<Tensor, Tensor>
    {
        private readonly Linear q_proj = nn.Linear(4, 4);
        private readonly Dropout drop = nn.Dropout(0.5);

        internal Attention() : base(nameof(Attention)) => RegisterComponents();

        public override Tensor forward(Tensor hidden) => drop.call(nn.functional.silu(q_proj.call(hidden)));
    }
}
