using System.Collections.Frozen;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>The LaTeX commands that are read, and what they stand for.</summary>
internal static class LatexNames
{
    private static readonly FrozenDictionary<string, MathToken> s_tokens = Create();

    private static readonly FrozenSet<string> s_dropped = Words(
        "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle scriptstyle limits nolimits quad qquad thinspace enspace boxed fbox ensuremath mathstrut rm bf it").ToFrozenSet();

    private static readonly FrozenSet<string> s_text = Words("text textbf textit textrm textsf texttt textnormal textup mbox mathrm mathsf operatorname").ToFrozenSet();

    private static readonly FrozenSet<string> s_plain = Words("sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan ln log exp sqrt").ToFrozenSet();

    /// <summary>Characters that stand for a command.</summary>
    public static readonly FrozenDictionary<char, string> Characters = new Dictionary<char, string>
    {
        ['−'] = "-",
        ['–'] = "-",
        ['×'] = "*",
        ['·'] = "*",
        ['⋅'] = "*",
        ['∙'] = "*",
        ['÷'] = "/",
        ['∕'] = "/",
        ['⁄'] = "/",
        ['π'] = @"\pi ",
        ['∞'] = @"\infty ",
        ['≤'] = @"\le ",
        ['≥'] = @"\ge ",
        ['≠'] = @"\ne ",
        ['≈'] = @"\approx ",
        ['±'] = @"\pm ",
        ['∓'] = @"\mp ",
        ['∪'] = @"\cup ",
        ['∈'] = @"\in ",
        ['°'] = @"^\circ ",
        ['²'] = "^2 ",
        ['³'] = "^3 ",
        ['√'] = @"\surd ",
        ['θ'] = @"\theta ",
        ['’'] = "'",
        ['′'] = "'",
        ['½'] = @"\frac12 ",
        ['¼'] = @"\frac14 ",
        ['¾'] = @"\frac34 ",
        ['\u00a0'] = " ",
        ['\u2009'] = " ",
        ['\u202f'] = " ",
        ['\u200b'] = "",
    }.ToFrozenDictionary();

    /// <summary>Whether the command leaves no trace: spacing, sizes, <c>\left</c>.</summary>
    public static bool IsDropped(string name) => s_dropped.Contains(name);

    /// <summary>Whether the command holds words.</summary>
    public static bool IsText(string name) => s_text.Contains(name);

    /// <summary>The token of a plain word that is a function or π; <see langword="null"/> where letters stand for themselves.</summary>
    public static MathToken? Plain(string word) => word switch
    {
        "pi" or "inf" or "infinity" => s_tokens[word == "pi" ? "pi" : "infty"],
        "asin" or "acos" or "atan" => s_tokens[$"arc{word[1..]}"],
        "or" or "and" => new(MathTokenKind.Operator, ","),
        _ => s_plain.Contains(word) ? s_tokens[word] : null,
    };

    /// <summary>The token of a command; <see langword="null"/> where it has none of its own.</summary>
    public static MathToken? Command(string name) => s_tokens.TryGetValue(name, out var token) ? token : null;

    /// <summary>Whether a command of that name is read at all.</summary>
    public static bool IsKnown(string name) => s_tokens.ContainsKey(name) || IsDropped(name) || IsText(name) || name is "begin" or "end";

    private static FrozenDictionary<string, MathToken> Create()
    {
        var tokens = new Dictionary<string, MathToken>();
        foreach (var name in Words("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta varphi varrho varsigma hbar ell odot oplus partial nabla prime circ star dagger emptyset varnothing"))
        {
            tokens[name] = new(MathTokenKind.Symbol, $@"\{name}");
        }
        foreach (var name in Words("frac sqrt surd binom sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan ln log exp"))
        {
            tokens[name] = new(MathTokenKind.Command, name);
        }
        foreach (var name in Words("mathbf boldsymbol mathcal mathbb mathit vec hat bar tilde overline widehat dot ddot overrightarrow"))
        {
            tokens[name] = new(MathTokenKind.Style, name);
        }
        foreach (var (name, text) in new[] { ("cdot", "*"), ("times", "*"), ("ast", "*"), ("div", "/"), ("pm", "±"), ("mp", "∓"), ("le", "≤"), ("leq", "≤"), ("leqslant", "≤"), ("ge", "≥"), ("geq", "≥"), ("geqslant", "≥"), ("lt", "<"), ("gt", ">"), ("ne", "≠"), ("neq", "≠"), ("approx", "≈"), ("cup", "∪"), ("in", "∈"), ("vert", "|"), ("lvert", "|"), ("rvert", "|"), ("mid", "|"), ("degree", "°") })
        {
            tokens[name] = new(MathTokenKind.Operator, text);
        }
        tokens["pi"] = new(MathTokenKind.Symbol, MathNode.PiName);
        tokens["infty"] = new(MathTokenKind.Symbol, "∞");
        tokens["lbrace"] = new(MathTokenKind.Open, @"\{");
        tokens["rbrace"] = new(MathTokenKind.Close, @"\}");
        tokens["lbrack"] = new(MathTokenKind.Open, "[");
        tokens["rbrack"] = new(MathTokenKind.Close, "]");
        tokens["langle"] = new(MathTokenKind.Open, "(");
        tokens["rangle"] = new(MathTokenKind.Close, ")");
        foreach (var name in Words("dfrac tfrac cfrac"))
        {
            tokens[name] = tokens["frac"];
        }
        tokens["dbinom"] = tokens["tbinom"] = tokens["binom"];
        tokens["varnothing"] = tokens["emptyset"];
        tokens["varepsilon"] = tokens["epsilon"];
        tokens["varphi"] = tokens["phi"];
        return tokens.ToFrozenDictionary();
    }

    private static string[] Words(string text) => text.Split(' ');
}
