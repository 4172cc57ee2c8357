namespace Ats.Server.Views;

/// <summary>One difference between our books and the exchange's: what (net size, wallet, open order), of which instrument or asset, ours and theirs.</summary>
public sealed record DifferenceView(string What, string Of, string Ours, string Theirs);
