.PHONY: help run backtest test bench format analyze clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

run: ## the live contest with its page on http://127.0.0.1:5080, on a simulated exchange; Ctrl-C stops
	@bash tools/web.sh || true
	@exec ./ats run

backtest: ## every strategy over six hours of an invented market; names its HTML report
	@./ats backtest --data synthetic:hours=6 --strategy all --seed 7 --out runs/contest --journal

test: ## builds everything and runs every test; ends with one line: N passed, N failed
	@bash tools/test.sh

bench: ## quick benchmarks of the hot paths (numbers are kept in bench/README.md)
	@./ats --version >/dev/null
	@dotnet run -c Release --project bench/Ats.Benchmarks -- --quick all

format: ## formats the code in place
	@dotnet format whitespace Ats.slnx

analyze: ## builds with all analyzers on
	@ATS_ANALYZE=1 dotnet build Ats.slnx --no-incremental

clean: ## removes build outputs (not your data or runs)
	@rm -rf .ats web/dist web/node_modules && find src tests bench tools -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
